import Audio
import Features
import Training

/// What a model says of files, one after the other.
struct FilePrediction {
  let recognizer: Recognizer
  let voice: SpeakerMean
  /// How answers are printed as they come; `nil` where they are printed together by somebody else.
  let format: AnswerFormat?
  let console: Console

  /// Hears files until the last one, until whoever reads the answers goes away, or Ctrl-C.
  ///
  /// - Returns: the answers, also where some are errors, which are told as they come.
  func run(_ paths: [String]) throws -> [Answer] {
    var answers: [Answer] = []
    guard try write(format?.heading) else { return answers }
    for path in paths where !Interruption.isRequested {
      let answer = try answer(for: path)
      answers.append(answer)
      if let error = answer.error { console.warn(error.onOneLine) }
      guard try write(format?.line(of: answer)) else { break }
    }
    return answers
  }

  /// Writes a line, if there is one; whether it, or a further one, can be read by anybody.
  private func write(_ line: String?) throws -> Bool {
    guard let line else { return true }
    return try StandardStreams.write(line + "\n")
  }

  private func answer(for path: String) throws -> Answer {
    func nothing(_ error: String) -> Answer {
      Answer(path: path, emotion: nil, probabilities: nil, error: error)
    }
    let recording: (waveform: Waveform, info: AudioInfo)
    do throws(AudioError) {
      recording = try AudioFile.readWithInfo(path: path)
    } catch {
      return nothing(error.description)
    }
    let waveform = recording.waveform
    guard let recognition = try recognizer.recognize([waveform], of: voice).first ?? nil else {
      return nothing("\(path): \(recognizer.reasonForNothing(of: waveform))")
    }
    tellWhatWasNotHeard(of: path, recording.info, recognition)
    tellFullScale(of: path, waveform)
    return Answer(
      path: path, emotion: recognition.emotion, probabilities: recognition.byEmotion, error: nil)
  }

  /// Decoders of lossy files overshoot full scale a little; nothing that was recorded as it should
  /// be reaches twice as far.
  private static let farAbove: Float = 2

  private func tellFullScale(of path: String, _ waveform: Waveform) {
    let peak = waveform.peak
    guard peak > Self.farAbove else { return }
    console.warn(
      "\(path.onOneLine): its samples reach \(Double(peak).rounded(to: 1)) times full scale; "
        + "expected -1 to 1 in a file of floating-point samples. The answer is to what is no usual "
        + "recording: divide its samples by their peak, or export it again with 16 bits")
  }

  private func tellWhatWasNotHeard(
    of path: String, _ info: AudioInfo, _ recognition: Recognition
  ) {
    if info.bytesUncounted > 0 {
      console.warn(
        "\(path.onOneLine): \(info.bytesUncounted) "
          + (info.bytesUncounted == 1
            ? "byte behind the samples that its header counts was not heard; where it is a sample, "
            : "bytes behind the samples that its header counts were not heard; where they are "
              + "samples, ")
          + (["WAV", "WAVEX"].contains(info.format)
            ? "count them: ffmpeg -ignore_length 1 -i FILE OUT.wav"
            : "encode the file again from its source"))
    }
    if recognition.secondsUnheard >= 0.05 {
      let longest = recognizer.model.recipe.features.maximumSeconds.rounded(to: 1)
      console.warn(
        "\(path.onOneLine): only the first \(longest) s of sound were heard, the model's longest "
          + "utterance, and \(recognition.secondsUnheard.rounded(to: 1)) s were not; cut it into "
          + "utterances, or give it to --stream as a 16-bit WAV")
    }
  }
}
