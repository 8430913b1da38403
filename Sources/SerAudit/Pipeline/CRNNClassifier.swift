import Audio
import Audits
import Features
import Training

/// The suite's own network as something that can be audited.
struct CRNNClassifier: Classifier {
  let recognizer: Recognizer
  /// What is known of speakers; nothing of whoever is not in it.
  var voices: [String: SpeakerMean] = [:]

  func classify(_ waveforms: [Waveform], of speakers: [String]) throws -> [Classification?] {
    guard !voices.isEmpty else { return try recognizer.recognize(waveforms).map(classification) }
    var results = [Classification?](repeating: nil, count: waveforms.count)
    for speaker in Set(speakers).sorted() {
      let own = speakers.indices.filter { speakers[$0] == speaker }
      let answers = try recognizer.recognize(
        own.map { waveforms[$0] }, of: voices[speaker] ?? SpeakerMean())
      for (index, answer) in zip(own, answers) { results[index] = classification(answer) }
    }
    return results
  }

  private func classification(_ recognition: Recognition?) -> Classification? {
    recognition.map {
      Classification(probabilities: $0.probabilities, attention: $0.attention)
    }
  }
}
