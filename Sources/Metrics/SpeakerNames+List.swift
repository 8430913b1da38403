import Corpora

extension SpeakerNames {
  /// Names of speakers or corpora as one: `OAF+YAF`. None of them holds a `+`.
  package static func joined(_ names: [String]) -> String { names.joined(separator: "+") }

  /// The names of which `joined` made one.
  package static func each(of joined: String) -> [String] {
    joined.split(separator: "+").map(String.init)
  }
}

extension TestSetName {
  /// The name of a test set of a split.
  package init(of test: TestSet, in split: Split) {
    self.init(
      evaluationProtocol: test.evaluationProtocol,
      trainedOn: SpeakerNames.joined(split.trainedOn),
      testedOn: SpeakerNames.joined(test.testedOn))
  }
}

extension MetricContext {
  /// The context of numbers about a test set.
  package init(of test: TestSetName, isLeaky: Bool, seed: Int? = nil) {
    self.init(
      evaluationProtocol: test.evaluationProtocol, trainedOn: test.trainedOn,
      testedOn: test.testedOn, isLeaky: isLeaky, seed: seed)
  }
}
