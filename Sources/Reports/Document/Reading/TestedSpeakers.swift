import Corpora
import Wording

/// Who was tested, by what the corpora publish: up to four speakers of a corpus by name, more of
/// them as numbers.
enum TestedSpeakers {
  /// The most speakers of a corpus that are named.
  private static let most = 4
  private static let unknown = "not published"

  /// A sentence a corpus, on honest rungs where there are any; none where nobody was tested.
  static func sentences(_ report: AuditReport) -> [String] {
    let rows = report.ladderRows.filter { $0.count > 0 }
    let honest = rows.filter { !$0.origin.isLeaky }
    let tested = Set(
      (honest.isEmpty ? rows : honest).flatMap { FewSpeakers.speakers(of: $0.origin, in: report) })
    let groups = report.corpora.map { corpus in
      (name: corpus.name, all: corpus.speakers.map(\.speaker).filter { tested.contains($0.id) })
    }.filter { !$0.all.isEmpty }
    let others = tested.subtracting(groups.flatMap(\.all).map(\.id)).sorted()
    let isOne = groups.count + (others.isEmpty ? 0 : 1) == 1
    let published = groups.map { group in
      let start = isOne ? "" : "Of \(group.name), "
      return start + count(group.all.count) + text(group.all) + "."
    }
    guard !others.isEmpty else { return published }
    let names = others.count > most ? "" : ": \(others.listed)"
    return published + [(isOne ? "" : "Besides, ") + count(others.count) + names + "."]
  }

  private static func count(_ speakers: Int) -> String {
    NumberText.count(speakers, of: "speaker was tested", "speakers were tested")
  }

  private static func text(_ speakers: [Speaker]) -> String {
    guard speakers.count > most else {
      return ": \(speakers.map { "\($0.id) (\(facts(of: $0)))" }.listed)"
    }
    return " (\(sexes(of: speakers)); \(ages(of: speakers)))"
  }

  private static func facts(of speaker: Speaker) -> String {
    let age = speaker.age.map { NumberText.count($0, of: "year") }
    guard speaker.sex != nil || age != nil else { return "sex and age \(unknown)" }
    return "\(speaker.sex ?? "sex \(unknown)"), \(age ?? "age \(unknown)")"
  }

  /// How many are of each sex, the commonest first.
  private static func sexes(of speakers: [Speaker]) -> String {
    let known = Dictionary(grouping: speakers.compactMap(\.sex)) { $0 }.mapValues(\.count)
    guard !known.isEmpty else { return "sex \(unknown)" }
    var parts = known.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\(NumberText.count($0.value)) \($0.key)" }
    let rest = speakers.count { $0.sex == nil }
    if rest > 0 { parts.append("\(NumberText.count(rest)) whose sex is \(unknown)") }
    return parts.listed
  }

  private static func ages(of speakers: [Speaker]) -> String {
    let known = speakers.compactMap(\.age)
    guard let least = known.min(), let greatest = known.max() else { return "age \(unknown)" }
    let years = NumberText.count(greatest, of: "year")
    let range = least == greatest ? years : "\(least) to \(years)"
    let rest = speakers.count - known.count
    return rest == 0 ? range : "\(range), age of \(NumberText.count(rest)) \(unknown)"
  }
}
