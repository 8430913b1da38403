import Corpora
import Wording

/// An emotion that some seed recognises no better than guessing would, on one test set.
struct LostEmotion {
  let emotion: Emotion
  /// Its recall by each seed that loses it: at or below chance.
  let lostRecalls: [Double]
  /// Its recall by each other seed that has one.
  let keptRecalls: [Double]
  /// What the seeds that lose it most often call it instead, or `nil` where nobody counted.
  let calledInstead: Emotion?

  /// How many seeds lose it.
  var lost: Int { lostRecalls.count }

  /// How many seeds have a recall of it.
  var asked: Int { lostRecalls.count + keptRecalls.count }

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
    var (lost, kept): ([Double], [Double]) = ([], [])
    var losing: [Origin] = []
    for table in tables {
      guard let recall = table.rows.first(where: { $0.emotion == emotion })?.recall.value,
        let chance = Self.chance(of: table, in: report)
      else { continue }
      guard recall <= chance else {
        kept.append(recall)
        continue
      }
      lost.append(recall)
      losing.append(table.origin)
    }
    guard !lost.isEmpty else { return nil }
    self.emotion = emotion
    lostRecalls = lost
    keptRecalls = kept
    calledInstead = Self.calledInstead(of: emotion, by: losing, in: report)
  }

  /// One over the number of emotions that are tested.
  private static func chance(of table: ClassTable, in report: AuditReport) -> Double? {
    let row = report.ladder.first { $0.origin == table.origin }
    if let chance = row?.chance { return chance }
    let tested = table.rows.filter { $0.support > 0 }.count
    return tested > 0 ? 1 / Double(tested) : nil
  }

  private static func calledInstead(
    of emotion: Emotion, by losing: [Origin], in report: AuditReport
  ) -> Emotion? {
    let tables = report.confusions.filter { $0.speaker == nil && losing.contains($0.origin) }
    func count(_ other: Emotion) -> Int {
      tables.reduce(0) { $0 + ($1.count(emotion.index, other.index) ?? 0) }
    }
    let others = Emotion.allCases.filter { $0 != emotion }
    guard let first = others.max(by: { count($0) < count($1) }), count(first) > 0 else {
      return nil
    }
    return first
  }

  /// How low its recall is where it is lost and what it is called there, then what it is by the
  /// other seeds: `recall .03 there, most often called sad; .15 and .36 in the others`.
  var numbers: String {
    let recall = SeedRange(lostRecalls)?.text ?? NumberText.undetermined
    let instead = calledInstead.map { ", most often called \($0.rawValue)" } ?? ""
    guard let others = SeedRange(keptRecalls) else { return "recall \(recall)\(instead)" }
    let kept: String
    switch keptRecalls.count {
    case 1: kept = "\(others.text) in the other"
    case 2 where !others.isOne:
      kept = keptRecalls.map { NumberText.decimal($0) }.listed + " in the others"
    default: kept = "\(others.text) in the others"
    }
    return "recall \(recall) there\(instead); \(kept)"
  }
}
