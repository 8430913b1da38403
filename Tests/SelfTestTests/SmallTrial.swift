import SelfTest

extension MadeUpTrial {
  /// As few words as verdicts of plain models can be seen through, made once for all tests.
  static let small = MadeUpTrial(wordCount: 10)
}
