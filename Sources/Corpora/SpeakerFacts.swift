/// What the rows of a manifest say of each speaker, and where they disagree.
///
/// Where two rows disagree the fact is unknown: nothing is guessed.
struct SpeakerFacts {
  private struct Statement {
    let value: String
    let path: String
    let line: Int
  }

  private static let names = ["sex", "age", "language"]

  /// The first statement of each value, by speaker and then by fact.
  private var statements: [String: [String: [Statement]]] = [:]

  /// Adds what one row says.
  mutating func add(
    speaker: String, path: String, line: Int, sex: String?, age: String?, language: String?
  ) {
    var facts = statements[speaker, default: [:]]
    for (name, value) in zip(Self.names, [sex.map(Self.sex), age, language]) {
      guard let value, !(facts[name] ?? []).contains(where: { $0.value == value }) else { continue }
      facts[name, default: []].append(Statement(value: value, path: path, line: line))
    }
    statements[speaker] = facts
  }

  /// The speakers with the facts that all their rows agree on.
  func speakers() -> [Speaker] {
    statements.map { id, facts in
      let agreed = { (name: String) in facts[name]?.count == 1 ? facts[name]?[0].value : nil }
      return Speaker(
        id: id, sex: agreed("sex"), age: agreed("age").flatMap(Self.age),
        language: agreed("language"))
    }
  }

  /// One problem for each fact that rows disagree on, or that is no number of years.
  func problems() -> [CorpusProblem] {
    var problems: [CorpusProblem] = []
    for (speaker, facts) in statements {
      for name in Self.names {
        guard let said = facts[name], let last = said.last else { continue }
        if said.count > 1 {
          let shown = said.map { "\($0.value) (line \($0.line))" }.joined(separator: ", ")
          problems.append(
            CorpusProblem(
              kind: .conflictingSpeaker, path: said[1].path,
              explanation: "the \(name) of speaker \(speaker) is given as \(shown); expected one "
                + "value, and it is taken as unknown: correct the rows"))
        } else if name == "age", Self.age(last.value) == nil {
          problems.append(
            CorpusProblem(
              kind: .unusableAge, path: last.path,
              explanation: "the age of speaker \(speaker) is '\(last.value)' (line \(last.line)); "
                + "expected whole years, and it is taken as unknown: correct the row"))
        }
      }
    }
    return problems
  }

  private static func age(_ text: String) -> Int? {
    guard let years = Int(text), (0...130).contains(years) else { return nil }
    return years
  }

  /// `female` and `male` in their usual spellings; anything else as it is given.
  private static func sex(_ text: String) -> String {
    switch text.lowercased() {
    case "f", "female", "woman": "female"
    case "m", "male", "man": "male"
    default: text
    }
  }
}
