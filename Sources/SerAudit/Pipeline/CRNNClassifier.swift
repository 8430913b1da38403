import Audio
import Audits
import Training

/// The suite's own network as something that can be audited.
struct CRNNClassifier: Classifier {
  let recognizer: Recognizer

  func classify(_ waveforms: [Waveform]) throws -> [Classification?] {
    try recognizer.recognize(waveforms).map { recognition in
      recognition.map {
        Classification(probabilities: $0.probabilities, attention: $0.attention)
      }
    }
  }
}
