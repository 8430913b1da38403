import Metrics
import Reports

extension RunHistory {
  /// The history for a terminal: for each test set a heading, with the course where it is one
  /// model's, and a row a run; what a * says, where there is one.
  var text: String {
    let tables = lines.map { line in
      let isOfOne = Set(line.entries.map(\.model)).count == 1
      let course = isOfOne ? Self.course(of: line.entries.map(\.value)) : ""
      return "\(line.title)  \(metric)\(course.isEmpty ? "" : "  " + course)\n"
        + TextTable(heading: Self.heading, rows: Self.rows(of: line.entries)).text
    }
    let isMarked = lines.contains { $0.entries.contains(where: Self.isMarked) }
    let note = "* the interval of the change, paired by utterance, excludes 0."
    return (tables + (isMarked ? [note] : [])).joined(separator: "\n\n")
  }

  /// Whether a * stands by the change from the run before.
  private static func isMarked(_ entry: Entry) -> Bool {
    entry.isChanged && entry.isPaired && entry.change != nil && entry.changeInterval != nil
  }

  private static let heading = ["run", "model", "seeds", "n", "value", "change", "verdict", ""]

  private static func rows(of entries: [Entry]) -> [[String]] {
    zip(entries, entries.before(\.model)).map { entry, before in
      [
        entry.run, entry.model, "\(max(1, entry.seeds.count))", "\(entry.count)", value(of: entry),
        change(of: entry, from: before), verdict(of: entry), entry.isLeaky ? "LEAKY" : "",
      ]
    }
  }

  /// `passed (standard)`: what one policy passes another may fail. Then what it rests on, where
  /// that is somebody's word: `passed (standard), as declared`.
  private static func verdict(of entry: Entry) -> String {
    guard let verdict = entry.verdict else { return "none" }
    return verdict.rawValue + (entry.policy.map { " (\($0.onOneLine))" } ?? "")
      + (entry.statedTraining.map { ", \($0.source.mark)" } ?? "")
  }

  private static func value(of entry: Entry) -> String {
    guard let value = entry.value else { return "undetermined" }
    return value.rounded(to: 3) + (entry.interval?.text ?? "")
  }

  private static func change(of entry: Entry, from before: Entry?) -> String {
    guard let change = entry.change else { return "" }
    let signed = change.signed(to: 3)
    guard entry.isPaired else { return signed + " unpaired" }
    let compared = ComparedSeeds(
      first: entry.changeSeedsBefore, second: entry.changeSeeds,
      onlyFirst: (before?.seeds ?? []).filter { !entry.changeSeedsBefore.contains($0) },
      onlySecond: entry.seeds.filter { !entry.changeSeeds.contains($0) })
    let label = compared.isPartial ? compared.label("the run before", "this run") : nil
    let seeds = label.map { " \($0)" } ?? ""
    guard let interval = entry.changeInterval else { return signed + seeds }
    return signed + interval.text + (isMarked(entry) ? "*" : "") + seeds
  }

  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// Values as bars between the least and the most; a dot where one is undetermined, nothing for a
  /// single run.
  static func course(of values: [Double?]) -> String {
    let known = values.compactMap { $0 }
    guard values.count > 1, let least = known.min(), let most = known.max() else { return "" }
    return String(
      values.map { value -> Character in
        guard let value else { return "·" }
        guard most > least else { return bars[bars.count / 2] }
        return bars[Int((value - least) / (most - least) * Double(bars.count - 1))]
      })
  }
}
