import Corpora
import Wording

extension ReadingDetails {
  /// Emotions whose recall lies at or below chance, and what they are called instead.
  static func emotions(_ report: AuditReport) -> String? {
    let sets = report.classes.filter { isTold($0.origin) }.byTestSet { $0.origin }
    let found = sets.map { tables in
      (tables: tables, lost: LostEmotion.all(in: tables, of: report))
    }.filter { !$0.lost.isEmpty }
    guard !found.isEmpty else { return nil }
    guard found.count <= most else {
      return counted(found.map { $0.lost }, of: sets.count, hasSeeds: report.hasSeveralSeeds)
    }
    return sentence(found.map { clause($0.lost, of: $0.tables) })
  }

  private static func clause(_ lost: [LostEmotion], of tables: [ClassTable]) -> String {
    let direction = tables.first?.origin.direction ?? ""
    guard tables.count > 1 else {
      let names = lost.map { "\($0.emotion.rawValue) (\($0.numbers))" }
      return
        "for \(direction), \(names.listed) \(lost.count == 1 ? "has" : "have") a recall at or "
        + "below chance"
    }
    let names = lost.enumerated().map { index, emotion -> String in
      let verb = index == 0 ? " has a recall at or below chance" : ""
      let number = "\(emotion.lost) of \(emotion.asked)\(index == 0 ? " trainings" : "")"
      return "\(emotion.emotion.rawValue)\(verb) in \(number) (\(emotion.numbers))"
    }
    return "for \(direction), \(names.listed)"
  }

  /// How often each emotion is lost, where there are too many test sets for a clause each.
  private static func counted(
    _ found: [[LostEmotion]], of sets: Int, hasSeeds: Bool
  ) -> String {
    let counts = Emotion.allCases.compactMap { emotion -> String? in
      let own = found.filter { lost in lost.contains { $0.emotion == emotion } }.count
      return own > 0 ? "\(emotion.rawValue) on \(own)" : nil
    }
    let seeds = hasSeeds ? ", by one training at least" : ""
    return "On \(found.count) of \(sets) test sets of speakers whom training never heard an "
      + "emotion has a recall at or below chance\(seeds): \(counts.listed)."
  }
}
