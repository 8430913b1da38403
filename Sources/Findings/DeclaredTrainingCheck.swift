import Corpora
import Metrics

/// The question whether numbers rest on what somebody declares that the model was trained on.
public struct DeclaredTrainingCheck: Codable, Sendable, Hashable {
  /// A stable name in kebab case.
  public let name: String
  /// How much the answer matters.
  public let importance: Importance

  /// Creates a check.
  public init(name: String, importance: Importance = .critical) {
    self.name = name
    self.importance = importance
  }

  /// One finding: failed where training was declared by names, passed where the program trained the
  /// model or a split file names each recording, so that both sides were compared; undetermined
  /// where nobody says anything.
  ///
  /// - Parameter stated: what somebody says of training.
  public func finding(for rows: [MetricRow], stated: StatedTraining?) -> Finding {
    if rows.contains(where: { $0.trainedOn == Split.unknownTraining }) {
      return finding(
        .undetermined, "Nobody says what the model was trained on.",
        advice: SplitOrigin.unknown.mending)
    }
    guard let stated else {
      return finding(.passed, "The program trained the model, and nobody's word is taken for it.")
    }
    let names = SpeakerNames.shown(stated.names)
    switch stated.source {
    case .splitFile:
      return finding(
        .passed,
        "What the model was trained on stands in a split file (\(names)), whose "
          + "recordings were compared with what is tested. Whether the model kept to it, nothing "
          + "here can tell.")
    case .declaration:
      return finding(
        .failed,
        "That the model was trained on \(names) and on nothing else was declared, and "
          + "nothing here verified it.",
        advice: "Give the split that it was trained by (--split), so that both sides are compared, "
          + "or take the rule out of the policy.")
    }
  }

  private func finding(_ status: Status, _ message: String, advice: String? = nil) -> Finding {
    Finding(
      check: name, subject: "all rungs", status: status, importance: importance, message: message,
      advice: advice)
  }
}
