import Corpora

/// What the numbers of every seed on one test set have in common.
struct TestSetName: Hashable {
  let evaluationProtocol: EvaluationProtocol
  let trainedOn: String
  let testedOn: String
  let isLeaky: Bool

  init(_ origin: Origin) {
    evaluationProtocol = origin.evaluationProtocol
    trainedOn = origin.trainedOn
    testedOn = origin.testedOn
    isLeaky = origin.isLeaky
  }
}

extension Array {
  /// Values of one test set together, in the order in which the test sets first occur.
  func byTestSet(_ origin: (Element) -> Origin) -> [[Element]] {
    var order: [TestSetName] = []
    var groups: [TestSetName: [Element]] = [:]
    for element in self {
      let name = TestSetName(origin(element))
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(element)
    }
    return order.compactMap { groups[$0] }
  }
}
