import Audio

extension Perturbation {
  static let pitchUp = Perturbation(
    "pitch-up", .emotionCue, unit: "semitones", [0.5, 1, 2, 3, 4],
    "A higher voice, formants and tempo kept."
  ) { waveform, semitones, _ in
    PitchShift(semitones: semitones, quality: .fine).apply(to: waveform)
  }

  static let pitchDown = Perturbation(
    "pitch-down", .emotionCue, unit: "semitones", [-0.5, -1, -2, -3, -4],
    "A lower voice, formants and tempo kept."
  ) { waveform, semitones, _ in
    PitchShift(semitones: semitones, quality: .fine).apply(to: waveform)
  }

  static let tempoUp = Perturbation(
    "tempo-up", .emotionCue, unit: "× tempo", [1 / 0.95, 1 / 0.9, 1 / 0.85, 1 / 0.8, 1 / 0.7],
    "Faster speech, pitch kept."
  ) { waveform, tempo, _ in TimeStretch(tempo: tempo, quality: .fine).apply(to: waveform) }

  static let tempoDown = Perturbation(
    "tempo-down", .emotionCue, unit: "× tempo", [0.95, 0.9, 0.85, 0.8, 0.7],
    "Slower speech, pitch kept."
  ) { waveform, tempo, _ in TimeStretch(tempo: tempo, quality: .fine).apply(to: waveform) }
}
