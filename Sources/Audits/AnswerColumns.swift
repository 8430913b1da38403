import Corpora
import Wording

/// Which columns of a file of predictions hold the answers, and which one says what is true.
///
/// A column `label` beside one of predictions is the truth as often as the answer, and the truth
/// taken for the answer would be right in every row. So a column whose name can mean nothing but an
/// answer is the answer, and `label` is then what the file says is true; where names do not tell,
/// nothing is read. Nor is it where another column holds nothing but emotions, whatever its name.
struct AnswerColumns: Sendable, Hashable {
  /// Whether all seven probabilities are there, which count before any label.
  let haveProbabilities: Bool
  /// The column of labels that are answers; `nil` where there is none.
  let answer: String?
  /// The column of labels that the file says are true; `nil` where there is none.
  let truth: String?

  /// What a column may be called that holds nothing but answers.
  static let answerNames: Set<String> = [
    "prediction", "predictions", "predicted", "pred", "preds", "hyp", "hypothesis", "output",
    "answer", "y_pred", "y_hat", "yhat", "model_output", "guess", "inferred", "recognized",
    "recognised", "detected", "predicted_label", "predicted_emotion", "predicted_class",
    "pred_label", "pred_emotion", "label_pred", "emotion_pred",
  ]

  /// What a column may be called that holds nothing but the truth.
  static let truthNames: Set<String> = [
    "truth", "true", "target", "y_true", "reference", "ref", "gold", "ground_truth", "groundtruth",
    "gt", "actual", "expected", "true_label", "true_emotion", "label_true", "emotion_true",
  ]

  /// What a column of emotions may be called whose name does not say of which kind it is.
  private static let eitherNames = [StatedAnswer.labelName, "emotion"]

  /// Tells the columns of a table apart.
  ///
  /// - Parameter labels: what labels of answers stand for.
  /// - Returns: `nil` where the table has no column of answers.
  /// - Throws: `CorpusError.tableMalformed` where several columns may hold them.
  init?(of table: DelimitedTable, labels: LabelMap) throws(CorpusError) {
    func called(_ names: Set<String>) -> [String] {
      table.columns.filter {
        names.contains($0.replacing(" ", with: "_").replacing("-", with: "_"))
      }
    }
    let probabilities = StatedAnswer.probabilityNames.filter(table.columns.contains)
    haveProbabilities = probabilities.count == StatedAnswer.probabilityNames.count
    guard haveProbabilities || probabilities.isEmpty else { return nil }
    let answers = called(Self.answerNames)
    let either = Self.eitherNames.filter(table.columns.contains)
    let label = either.first { $0 == StatedAnswer.labelName }
    let truths = called(Self.truthNames)
    let others = table.columns.filter {
      !truths.contains($0) && !either.contains($0) && Self.holdsEmotions($0, table, labels)
    }
    let possible = answers.isEmpty && label != nil ? either + others : answers
    guard haveProbabilities || possible.count < 2 else {
      throw .tableMalformed(
        path: table.path, line: 1,
        found: "the columns \(possible.listed), each of which may hold the answers",
        expected: "one column of answers, beside which a column of the truth is called truth: call "
          + "the answers prediction, and leave others out")
    }
    answer = answers.isEmpty ? label : answers.count == 1 ? answers[0] : nil
    truth = truths.first ?? (answers.isEmpty ? nil : either.first)
    guard haveProbabilities || answer != nil else { return nil }
  }

  /// Whether a column holds emotions, more than one, and nothing else.
  private static func holdsEmotions(
    _ column: String, _ table: DelimitedTable, _ labels: LabelMap
  ) -> Bool {
    var found: Set<Emotion> = []
    for row in table.rows {
      guard let text = table[column, row], !text.isEmpty else { continue }
      guard case .emotion(let emotion) = labels.target(of: text) else { return false }
      found.insert(emotion)
    }
    return found.count > 1
  }

  /// The field of an answer in a row, by the names that `StatedAnswer` reads; a number with a comma
  /// before its decimals, as spreadsheets write it in much of Europe, has a point there.
  func field(_ name: String, of row: DelimitedTable.Row, in table: DelimitedTable) -> String? {
    guard name != StatedAnswer.labelName else { return answer.flatMap { table[$0, row] } }
    let text = table[name, row]
    return text?.contains(".") == false ? text?.replacing(",", with: ".") : text
  }
}
