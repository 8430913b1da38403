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
    var order: [Origin] = []
    var groups: [Origin: [Element]] = [:]
    for element in self {
      let shared = origin(element).ofAllSeeds
      if groups[shared] == nil { order.append(shared) }
      groups[shared, default: []].append(element)
    }
    return order.compactMap { groups[$0] }
  }
}
