extension Origin {
  /// Who was trained on and tested on, for example `OAF → YAF`.
  var direction: String {
    trainedOn == testedOn ? "\(trainedOn), both sides" : "\(trainedOn) → \(testedOn)"
  }

  /// The rung, the direction and what else tells it apart.
  var label: String {
    let base = "\(evaluationProtocol.rawValue) · \(direction)"
    return note.map { "\(base) · \($0)" } ?? base
  }

  /// The label with the stamp in front where the number leaks, for text alternatives.
  var stampedLabel: String { isLeaky ? "LEAKY: \(label)" : label }
}
