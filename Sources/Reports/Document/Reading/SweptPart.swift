import Wording

/// How many utterances of a test set a sweep is of, where it is not of all.
struct SweptPart {
  /// Who was trained on and tested on.
  let direction: String
  /// The utterances behind a sweep's clean numbers.
  let swept: Int
  /// The utterances behind the ladder's numbers.
  let tested: Int

  /// Sets a curve beside the rung of the same test set; `nil` where either count is not known, or
  /// the sweep is of all.
  init?(_ curve: RobustnessCurve, of ladder: [LadderRow]) {
    let row = ladder.first { $0.origin.ofAllSeeds == curve.origin.ofAllSeeds }
    guard let swept = curve.cleanCount, let tested = row?.count, swept < tested else { return nil }
    direction = curve.origin.direction
    self.swept = swept
    self.tested = tested
  }

  /// The share of the test set.
  private var share: Double { Double(swept) / Double(tested) }

  private var text: String { "\(NumberText.count(swept)) of \(NumberText.count(tested))" }

  /// One sentence for all test sets; `nil` where none is swept in part.
  ///
  /// - Parameter testSets: how many are swept, in part or as a whole.
  static func sentence(_ parts: [SweptPart], of testSets: Int) -> String? {
    guard let first = parts.first else { return nil }
    let whose =
      parts.count == testSets ? "each test set" : "\(parts.count) of \(testSets) test sets"
    let what: String
    if parts.count == 1 {
      what = "\(first.text) utterances for \(first.direction)"
    } else if parts.allSatisfy({ $0.text == first.text }) {
      what = "\(first.text) utterances of \(whose)"
    } else if parts.count > ReadingDetails.most {
      let shares = NumberText.range(parts.map(\.share), NumberText.percent)
      what = "\(shares) of the utterances of \(whose)"
    } else {
      let each = parts.map { "\($0.text) for \($0.direction)" }
      what = "a part of the utterances (\(each.listed))"
    }
    return "The sweep is of \(what), so its clean UAR is not that of the ladder."
  }
}
