import Corpora
import Metrics

extension Origin {
  /// Who was trained on and tested on, for example `OAF → YAF`; of many speakers the first one.
  var direction: String {
    SpeakerNames.direction(
      trained: trainedOn, tested: testedOn, areOfOneCorpus: evaluationProtocol != .crossCorpus)
  }

  /// The direction and what else tells it apart.
  var detail: String { note.map { "\(direction) · \($0)" } ?? direction }

  /// The rung, the direction and what else tells it apart; no rung where nobody says what was
  /// trained on.
  var label: String {
    trainedOn == Split.unknownTraining ? detail : "\(evaluationProtocol.rawValue) · \(detail)"
  }

  /// The label of a number of one speaker, or of all of them.
  func label(of speaker: String?) -> String { speaker.map { "\(label) · \($0)" } ?? label }

  /// The label with the stamp in front where the number leaks, for text alternatives.
  var stampedLabel: String { isLeaky ? "LEAKY: \(label)" : label }
}
