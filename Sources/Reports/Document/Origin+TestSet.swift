import Metrics

extension Origin {
  /// What the numbers of every seed on one test set have in common.
  var ofAllSeeds: Origin {
    Origin(
      evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, testedOn: testedOn,
      isLeaky: isLeaky)
  }
}

extension Array {
  /// Values of one test set together, in the order in which the test sets first occur.
  func byTestSet(_ origin: (Element) -> Origin) -> [[Element]] {
    grouped { origin($0).ofAllSeeds }.map(\.elements)
  }
}
