import Corpora

/// An emotion that some seed recognises no better than guessing would, on one test set.
struct LostEmotion {
  let emotion: Emotion
  /// Its recall by each seed that has one.
  let recalls: [Double]
  /// How many of them lie at or below chance.
  let lost: Int
  /// What it is most often called instead, or `nil` where nobody counted.
  let calledInstead: Emotion?

  /// Those of one test set, the ones that most seeds lose first.
  ///
  /// - Parameter tables: the emotions of the test set, a table a seed.
  static func all(in tables: [ClassTable], of report: AuditReport) -> [LostEmotion] {
    let found = Emotion.allCases.compactMap { LostEmotion($0, in: tables, of: report) }
    return found.sorted {
      ($1.lost, $0.emotion.index) < ($0.lost, $1.emotion.index)
    }
  }

  private init?(_ emotion: Emotion, in tables: [ClassTable], of report: AuditReport) {
    guard let first = tables.first else { return nil }
    var recalls: [Double] = []
    var lost = 0
    for table in tables {
      guard let recall = table.rows.first(where: { $0.emotion == emotion })?.recall.value,
        let chance = Self.chance(of: table, in: report)
      else { continue }
      recalls.append(recall)
      if recall <= chance { lost += 1 }
    }
    guard lost > 0 else { return nil }
    self.emotion = emotion
    self.recalls = recalls
    self.lost = lost
    calledInstead = Self.calledInstead(of: emotion, on: first.origin.ofAllSeeds, in: report)
  }

  /// One over the number of emotions that are tested.
  private static func chance(of table: ClassTable, in report: AuditReport) -> Double? {
    let row = report.ladder.first { $0.origin == table.origin }
    if let chance = row?.chance { return chance }
    let tested = table.rows.filter { $0.support > 0 }.count
    return tested > 0 ? 1 / Double(tested) : nil
  }

  private static func calledInstead(
    of emotion: Emotion, on test: Origin, in report: AuditReport
  ) -> Emotion? {
    let tables = report.confusions.filter {
      $0.speaker == nil && $0.origin.ofAllSeeds == test
    }
    func count(_ other: Emotion) -> Int {
      tables.reduce(0) { $0 + ($1.count(emotion.index, other.index) ?? 0) }
    }
    let others = Emotion.allCases.filter { $0 != emotion }
    guard let first = others.max(by: { count($0) < count($1) }), count(first) > 0 else {
      return nil
    }
    return first
  }

  /// How low its recall is and what it is called, as `recall .00, most often called angry`.
  var numbers: String {
    let instead = calledInstead.map { ", most often called \($0.rawValue)" } ?? ""
    return "recall \(NumberText.range(recalls))\(instead)"
  }
}
