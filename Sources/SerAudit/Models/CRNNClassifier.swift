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
    var results = [Classification?](repeating: nil, count: waveforms.count)
    let groups = voices.isEmpty ? [nil] : Set(speakers).sorted().map(Optional.some)
    for speaker in groups {
      let own = waveforms.indices.filter { speaker == nil || speakers[$0] == speaker }
      let voice = speaker.flatMap { voices[$0] } ?? SpeakerMean()
      let answers = try recognizer.recognize(own.map { waveforms[$0] }, of: voice)
      for (index, answer) in zip(own, answers) {
        results[index] = classification(answer, of: waveforms[index])
      }
    }
    return results
  }

  private func classification(
    _ recognition: Recognition?, of waveform: Waveform
  ) -> Classification {
    guard let recognition else {
      return Classification(.nothing(reason: recognizer.reasonForNothing(of: waveform)))
    }
    return Classification(
      probabilities: recognition.probabilities, attention: recognition.attention)
  }
}
