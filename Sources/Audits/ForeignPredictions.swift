import Corpora
import Metrics

/// What somebody's model said of the recordings of a corpus, or of several, as a file has it.
///
/// A row that cannot be used is an issue, and its utterance counts as not answered; nothing is
/// mended or filled in, but for a sum that rounding to the printed digits put off 1.
public struct ForeignPredictions: Sendable {
  /// The file.
  public let path: String
  /// The SHA-256 of the bytes that were read, in hexadecimal digits.
  public let hash: String
  /// One answer an utterance, by `Utterance.id`.
  public let answers: [String: StatedAnswer]
  /// What is wrong with rows, in the order of `PredictionIssue.Kind.allCases`.
  public let issues: [PredictionIssue]
  /// The rows of the file.
  public let rowCount: Int
  /// The digits behind the point that probabilities were rounded to: the most that one of them has.
  /// `nil` of labels alone, and where there are so many that no 0 can hide a number.
  public let digits: Int?

  /// Reads a table (with commas, tabs or semicolons) or JSON lines.
  ///
  /// Each row names a recording under one of `DelimitedTable.recordingNames`: by its path,
  /// identifier, or name of file without extension. It says `p_angry` ... `p_surprise`, or a label
  /// alone, under `label` or a name such as `prediction`; where both are there the probabilities
  /// count.
  ///
  /// - Parameters:
  ///   - corpus: the audited corpus.
  ///   - further: corpora beside it whose recordings may be answered, too. A name that more than
  ///     one corpus has is nobody's.
  ///   - labels: the labels of the corpus, which answers may bear beside the usual ones.
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed`, `.tableIsJSON` or
  ///   `.columnsMissing` where the file as a whole cannot be used, or several of its columns may
  ///   hold the answers; faults of single rows are `issues`.
  public init(
    path: String, corpus: Corpus, beside further: [Corpus] = [], labels: LabelMap = [:]
  ) throws(CorpusError) {
    let (table, broken, hash) = try DelimitedTable.loadHashed(path: path)
    if table.rows.isEmpty, let first = broken.first {
      throw .tableMalformed(
        path: path, line: first.line, found: "a line that is \(first.reason)",
        expected: "one object a line, such as {\"path\": \"a.wav\", \"label\": \"sad\"}")
    }
    let (name, columns) = try Self.columns(of: table, StatedAnswer.answerLabels(of: labels))
    var reader = PredictionRows(
      index: JointUtteranceIndex([corpus] + further), labels: StatedAnswer.answerLabels(of: labels),
      table: table, name: name, columns: columns, broken: broken)
    reader.read()
    self.path = path
    self.hash = hash
    answers = reader.answers
    rowCount = table.rows.count + broken.count
    digits = reader.roundedDigits
    issues =
      PredictionIssue.Kind.allCases.compactMap { reader.issues[$0] }
      + Self.foreignColumns(of: table)
  }

  /// Whether an answer that counts has probabilities; else all are labels alone.
  public var haveProbabilities: Bool {
    answers.values.contains { if case .probabilities = $0 { true } else { false } }
  }

  /// What the file says of an utterance; `nil` where it says nothing that counts.
  public func prediction(of utterance: Utterance) -> Prediction? {
    let prediction = answers[utterance.id]?.prediction(of: utterance)
    return digits == nil ? prediction : prediction?.roundedForAFile
  }

  /// How much of a first line that cannot be used is shown.
  private static let shownCharacters = 200

  /// Columns that name a recording before all others do: beside an `utterance`, a `file` is often
  /// what the answer was computed from.
  private static let firstNames = ["path", "utterance"]

  /// The column that names recordings, and the columns of answers.
  private static func columns(
    of table: DelimitedTable, _ labels: LabelMap
  ) throws(CorpusError) -> (name: String, answers: AnswerColumns) {
    guard
      let name = firstNames.first(where: table.columns.contains) ?? table.recordingColumn,
      let answers = try AnswerColumns(of: table, labels: labels)
    else {
      let recordings = DelimitedTable.recordingNames
      guard !table.columns.contains(where: { $0.contains(";") }) else {
        throw .columnsMissing(
          path: table.path, missing: [recordings.joined(separator: " or ")], found: table.columns)
      }
      let names = table.columns.joined(separator: ", ")
      let isLong = names.count > shownCharacters
      let found =
        names.isEmpty ? "no columns" : names.prefix(shownCharacters) + (isLong ? "..." : "")
      throw .tableMalformed(
        path: table.path, line: 1, found: found,
        expected: "recordings under one of \(recordings.joined(separator: ", ")), and beside them "
          + "all of p_angry, p_disgust, p_fear, p_happy, p_neutral, p_sad, p_surprise (0 for an "
          + "emotion that the model does not know), or label (or prediction) alone, with commas, "
          + "tabs or semicolons between them")
    }
    guard !table.rows.isEmpty else {
      throw .tableMalformed(
        path: table.path, line: 1, found: "no rows", expected: "a row for each tested recording")
    }
    return (name, answers)
  }

  /// Probabilities of classes that are none of the seven: what they hold is missing from the sum.
  private static func foreignColumns(of table: DelimitedTable) -> [PredictionIssue] {
    let others = StatedAnswer.foreignNames(among: table.columns)
    guard !others.isEmpty else { return [] }
    return [
      PredictionIssue(
        kind: .foreignClass, count: others.count,
        examples: Array(others.prefix(PredictionIssue.shownExamples)))
    ]
  }
}

/// Goes through the rows of a file of predictions.
private struct PredictionRows {
  let index: JointUtteranceIndex
  let labels: LabelMap
  let table: DelimitedTable
  let name: String
  let columns: AnswerColumns
  /// Whether rounding is all that may keep a sum from 1: a class beside the seven may do so, too.
  let acceptsRounding: Bool
  /// Lines that are no rows, in the order of the file; those that were told are taken off.
  private var broken: ArraySlice<DelimitedTable.BrokenLine>
  var answers: [String: StatedAnswer] = [:]
  var issues: [PredictionIssue.Kind: PredictionIssue] = [:]
  private var contradicted: Set<String> = []
  /// Utterances of which an answer that was read is a label, and the truth.
  private var rightLabels: Set<String> = []
  /// The most digits behind the point of a probability that was read.
  private var digits: Int?
  /// Rows that give the truth a probability of 0, in the order of the file.
  private var zeros: [(utterance: String, place: String)] = []

  init(
    index: JointUtteranceIndex, labels: LabelMap, table: DelimitedTable, name: String,
    columns: AnswerColumns, broken: [DelimitedTable.BrokenLine]
  ) {
    self.index = index
    self.labels = labels
    self.table = table
    self.name = name
    self.columns = columns
    acceptsRounding = StatedAnswer.foreignNames(among: table.columns).isEmpty
    self.broken = broken[...]
  }

  mutating func read() {
    for row in table.rows {
      noteBroken(before: row.line)
      let called = table[name, row] ?? ""
      let place = "line \(row.line) (\(called.isEmpty ? "no \(name)" : called))"
      guard row.fields.dropFirst(table.columns.count).allSatisfy(\.isEmpty) else {
        note(
          .unusable,
          "\(place): \(row.fields.count) fields; expected \(table.columns.count), as the first "
            + "line has (where commas part fields, decimals take a point)")
        continue
      }
      switch index.match(called) {
      case .unknown: note(.unknownUtterance, place)
      case .several: note(.ambiguousName, place)
      case .one(let utterance): read(row, of: utterance, place)
      }
    }
    noteBroken(before: .max)
    noteRightLabels()
    noteHiddenTruths()
  }

  /// The most digits of a probability, where it matters: where a row that counts gives the truth a
  /// 0, or half a unit of the last digit is more than the least probability that a logarithm is
  /// taken of. Numbers that were rounded may be printed with any number of digits, so many digits
  /// do not make a 0 exact.
  var roundedDigits: Int? {
    let hidesTruth = zeros.contains { answers[$0.utterance] != nil }
    return digits.flatMap {
      let isFine = StatedAnswer.lastUnit(ofDigits: $0) / 2 < PredictionTable.leastProbability
      return isFine && !hidesTruth ? nil : $0
    }
  }

  /// Remembers how exact the probabilities of a row are.
  private mutating func noteDigits(
    of answer: StatedAnswer, _ utterance: Utterance, _ row: DelimitedTable.Row, _ place: String
  ) {
    guard case .probabilities(let values) = answer else { return }
    let own = StatedAnswer.probabilityNames.compactMap { name in
      columns.field(name, of: row, in: table).map(StatedAnswer.digits)
    }
    digits = max(digits ?? 0, own.max() ?? 0)
    if values[utterance.emotion.index] == 0 { zeros.append((utterance.id, place)) }
  }

  /// Tells rows that count and of which rounding hides how likely the truth was thought.
  private mutating func noteHiddenTruths() {
    guard let digits = roundedDigits else { return }
    var told: Set<String> = []
    for (utterance, place) in zeros
    where answers[utterance] != nil && told.insert(utterance).inserted {
      note(.hiddenTruth, place)
    }
    issues[.hiddenTruth]?.digits = digits
  }

  private mutating func read(
    _ row: DelimitedTable.Row, of utterance: Utterance, _ place: String
  ) {
    do throws(AnswerFault) {
      let answer = try StatedAnswer(labels: labels, acceptsRounding: acceptsRounding) {
        columns.field($0, of: row, in: table)
      }
      take(answer, of: utterance.id, place)
      compareTruth(of: utterance, row, place)
      noteDigits(of: answer, utterance, row, place)
      if answer == .label(utterance.emotion) { rightLabels.insert(utterance.id) }
      if case .probabilities = answer, acceptsRounding,
        StatedAnswer.isRounded({ columns.field($0, of: row, in: table) })
      {
        note(.rounded, place)
      }
      if disagrees(answer, row) { note(.labelDisagrees, place) }
    } catch {
      note(.unusable, "\(place): \(words(of: error))")
    }
  }

  /// What is wrong with a row; of one without an answer in a file of labels, where it belongs.
  private func words(of fault: AnswerFault) -> String {
    guard fault == .nothing, !columns.haveProbabilities, let answer = columns.answer,
      answer != StatedAnswer.labelName
    else { return fault.description }
    let truth = columns.truth.map { " (\($0) is what the file says is true)" } ?? ""
    return "no \(answer), under which the answers of the file stand\(truth); expected an emotion"
  }

  /// Tells the lines that are no rows and stand before a line.
  private mutating func noteBroken(before line: Int) {
    while let first = broken.first, first.line < line {
      note(.unusable, "line \(first.line) (\(first.start)): \(first.reason)")
      broken.removeFirst()
    }
  }

  /// Whether a row says a label that is not its likeliest emotion.
  private func disagrees(_ answer: StatedAnswer, _ row: DelimitedTable.Row) -> Bool {
    guard case .probabilities(let probabilities) = answer,
      let label = columns.field(StatedAnswer.labelName, of: row, in: table), !label.isEmpty
    else { return false }
    guard case .emotion(let emotion) = labels.target(of: label) else { return true }
    return probabilities.contains { $0 > probabilities[emotion.index] }
  }

  /// Holds what a row says is true against the corpus, which counts.
  private mutating func compareTruth(
    of utterance: Utterance, _ row: DelimitedTable.Row, _ place: String
  ) {
    guard let column = columns.truth, let claim = table[column, row], !claim.isEmpty else { return }
    guard labels.target(of: claim) != .emotion(utterance.emotion) else {
      let beside = columns.haveProbabilities ? "the probabilities" : columns.answer ?? ""
      return note(.truthAgrees, "\(column), where the answers are \(beside)")
    }
    note(
      .truthDisagrees,
      "\(place): \(column) says '\(claim)', the corpus \(utterance.emotion.rawValue)")
  }

  /// The fewest answers of which it is told that they equal the truth: fewer may do so by chance.
  private static let fewestRightLabels = 10

  /// Tells where all answers are labels and the truth, as if a column of the truth had been taken.
  private mutating func noteRightLabels() {
    guard answers.count >= Self.fewestRightLabels,
      answers.keys.allSatisfy(rightLabels.contains)
    else { return }
    issues[.labelsAreTruth] = PredictionIssue(
      kind: .labelsAreTruth, count: answers.count, examples: [columns.answer ?? ""])
  }

  /// Takes an answer. Of rows that contradict each other none counts.
  private mutating func take(_ answer: StatedAnswer, of utterance: String, _ place: String) {
    guard !contradicted.contains(utterance) else { return note(.contradicting, place) }
    guard let known = answers[utterance] else {
      answers[utterance] = answer
      return
    }
    guard known != answer else { return note(.repeated, place) }
    answers[utterance] = nil
    contradicted.insert(utterance)
    note(.contradicting, place)
  }

  private mutating func note(_ kind: PredictionIssue.Kind, _ place: String) {
    let old = issues[kind]
    let examples = old?.examples ?? []
    issues[kind] = PredictionIssue(
      kind: kind, count: (old?.count ?? 0) + 1,
      examples: examples.count < PredictionIssue.shownExamples ? examples + [place] : examples)
  }
}
