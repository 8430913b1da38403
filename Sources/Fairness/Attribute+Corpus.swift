import Corpora
import Findings
import Metrics

/// Attributes that a corpus or a measurement gives.
extension Attribute {
  /// The upper ends of the bands that ages are cut into, in years; they follow the adult ages of
  /// voice research: young, middle, older.
  public static let ageBandEnds = [29, 49, 64]

  /// Everything that a corpus says of its speakers and utterances: `speaker`, `sex`, `age-band`,
  /// `language`, and each further column of its manifest; one that bears the name of another
  /// attribute or a reserved one is called `column-` and its name, with as many `column-` as make
  /// it a name of its own.
  ///
  /// A column is of the speaker where all her utterances agree, else of the word where all
  /// utterances of it agree, else of the utterance. A fact that the corpus does not state is no
  /// attribute.
  public static func all(of corpus: Corpus) -> [Attribute] {
    let facts: [(String, (Speaker) -> String?)] = [
      ("sex", \.sex), ("age-band", { $0.age.map(ageBand) }), ("language", \.language),
    ]
    var attributes = [Attribute.speaker]
    for (name, value) in facts {
      let values = corpus.speakersWithUtterances.compactMap { speaker in
        value(speaker).map { (speaker.id, $0) }
      }
      guard !values.isEmpty else { continue }
      attributes.append(
        Attribute(
          name: name, level: .speaker, values: Dictionary(values, uniquingKeysWith: { $1 })))
    }
    let columns = Set(corpus.utterances.flatMap(\.attributes.keys)).sorted()
    var taken = Set(attributes.map(\.name)).union(reservedNames)
    let free = Set(columns).subtracting(taken)
    for column in columns {
      var name = column
      if !free.contains(column) {
        repeat { name = "column-" + name } while taken.contains(name) || free.contains(name)
        taken.insert(name)
      }
      attributes.append(Self.column(column, called: name, corpus.utterances))
    }
    return attributes
  }

  /// Attributes under which a ledger keeps something else than what a group of utterances scores:
  /// a column of that name would be read as one of them.
  package static let reservedNames: Set<String> = [
    BaselineCheck.attribute, ShortcutCheck.attribute, SelectiveRisk.attribute,
    FairnessAudit.countsAttribute, word.name, "calibration", "conformal", "ensemble", "folds",
    "seeds", "spread-of",
  ]

  /// The band of an age: `up to 29`, `30 to 49`, `50 to 64`, `65 and over`.
  public static func ageBand(_ years: Int) -> String {
    var start = 0
    for end in ageBandEnds {
      if years <= end { return start == 0 ? "up to \(end)" : "\(start) to \(end)" }
      start = end + 1
    }
    return "\(start) and over"
  }

  /// Three groups, `low`, `middle` and `high`, with a third of the measured each; equal values stay
  /// together.
  ///
  /// - Parameter values: the measurement by speaker, word or utterance, as `level` says.
  public static func tertiles(
    name: String, level: Level, of values: [String: Double]
  ) -> Attribute {
    guard let ends = TertileEnds(of: values.values) else {
      return Attribute(name: name, level: level, values: [:])
    }
    return Attribute(
      name: name, level: level,
      values: values.filter { $0.value.isFinite }.mapValues {
        $0 <= ends.low ? thirds[0] : $0 <= ends.middle ? thirds[1] : thirds[2]
      })
  }

  /// The groups of tertiles, rising.
  private static let thirds = ["low", "middle", "high"]

  /// The groups of an attribute from the least to the greatest where they are tertiles or bands of
  /// age, else in the order given.
  package static func rising(_ groups: [String]) -> [String] {
    let bands = (ageBandEnds + [(ageBandEnds.last ?? 0) + 1]).map(ageBand)
    let scale = [thirds, bands].first { Set($0).isSuperset(of: groups) }
    return scale.map { $0.filter(groups.contains) } ?? groups
  }

  private static func column(
    _ column: String, called name: String, _ utterances: [Utterance]
  ) -> Attribute {
    let rows = utterances.compactMap { utterance in
      utterance.attributes[column].map { (utterance, $0) }
    }
    for (level, key) in [
      (Level.speaker, { (utterance: Utterance) -> String? in utterance.speaker }),
      (.word, \.word), (.utterance, \.id),
    ] as [(Level, (Utterance) -> String?)] {
      var values: [String: String] = [:]
      let agree = rows.allSatisfy { utterance, value in
        guard let key = key(utterance) else { return false }
        return values.updateValue(value, forKey: key).map { $0 == value } ?? true
      }
      if agree { return Attribute(name: name, level: level, values: values) }
    }
    return Attribute(name: name, level: .utterance, values: [:])
  }
}
