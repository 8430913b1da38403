import Audits
import Corpora
import Findings
import TestSupport
import Testing

@Suite("Which column of a file of predictions is the answer")
struct AnswerColumnsTests {
  /// Twelve recordings, all of them sad.
  private static let corpus = Corpus(
    name: "toy", root: "/toy",
    utterances: (0..<12).map {
      Utterance(
        id: "u\($0)", corpus: "toy", speaker: "s", emotion: .sad, word: nil, path: "u\($0).wav")
    }, speakers: [Speaker(id: "s")])

  private static let probabilities = StatedAnswer.probabilityNames.joined(separator: ",")
  private static let sad = "0.1,0.1,0.1,0.1,0.1,0.4,0.1"

  private func read(
    _ columns: String, rows: Int = 1, _ row: (Int) -> String
  ) throws -> ForeignPredictions {
    let folder = try ScratchFolder()
    let lines = (0..<rows).map { "u\($0),\(row($0))\n" }.joined()
    return try ForeignPredictions(
      path: folder.write("p.csv", "path,\(columns)\n\(lines)"), corpus: Self.corpus)
  }

  @Test(
    "A column that can be nothing but answers is the answer, and a label beside it the truth",
    arguments: [
      "prediction", "predicted", "Pred", "hyp", "output", "answer", "y_pred", "y_hat", "yhat",
      "Predicted Label", "predicted-emotion",
    ])
  func unmistakable(name: String) throws {
    for columns in ["label,\(name)", "emotion,\(name)", "truth,\(name)"] {
      let file = try read(columns) { _ in "sad,angry" }
      #expect(file.answers == ["u0": .label(.angry)], "\(columns)")
      #expect(file.issues.map(\.kind) == [.truthAgrees], "\(columns)")
    }
    #expect(try read("\(name),label") { _ in "angry,sad" }.answers == ["u0": .label(.angry)])
    let alone = try read(name) { _ in "angry" }
    #expect(alone.answers == ["u0": .label(.angry)] && alone.issues.isEmpty)
  }

  @Test("A row without an answer is told the column that has them, and what the others are")
  func withoutAnAnswer() throws {
    for (columns, said) in [
      (
        "label,prediction",
        "no prediction, under which the answers of the file stand (label is what the file says is "
          + "true); expected an emotion"
      ),
      ("prediction,note", "no prediction, under which the answers of the file stand; expected"),
      ("note,label", "no probabilities and no label; expected p_angry ... p_surprise, or label"),
    ] {
      let file = try read(columns, rows: 2) { row in
        let fields = columns.split(separator: ",").map { $0 == "label" ? "sad" : "\($0)" }
        let own = fields.map { $0 == "prediction" ? (row == 0 ? "sad" : "") : $0 }
        return (row == 1 && columns == "note,label" ? ["x", ""] : own).joined(separator: ",")
      }
      let told = file.issues.first { $0.kind == .unusable }?.examples.first
      #expect(told?.hasPrefix("line 3 (u1): \(said)") == true, "\(told ?? "nothing")")
    }
  }

  @Test(
    "A label is the answer beside a column that can be nothing but the truth",
    arguments: ["truth", "true", "target", "y_true", "reference", "Ground Truth", "gold"])
  func truth(name: String) throws {
    let file = try read("label,\(name)") { _ in "angry,sad" }
    #expect(file.answers == ["u0": .label(.angry)])
    #expect(file.issues.map(\.kind) == [.truthAgrees])
  }

  @Test(
    "Columns of which each may be the answer are refused by name, with what to do",
    arguments: [
      ("label,emotion", "label and emotion"), ("emotion,label,truth", "label and emotion"),
      ("prediction,output,label", "prediction and output"),
    ])
  func several(columns: String, named: String) throws {
    let error = #expect(throws: CorpusError.self) { try read(columns) { _ in "sad,sad,sad" } }
    let words = error.map { "\($0)" } ?? ""
    #expect(words.contains("the columns \(named), each of which may hold the answers"), "\(words)")
    #expect(words.contains("call the answers prediction, and leave others out"), "\(words)")
  }

  @Test("A column of emotions by any other name beside a label may be the answer, and is refused")
  func byContent() throws {
    let error = #expect(throws: CorpusError.self) {
      try read("label,said", rows: 2) { $0 == 0 ? "sad,angry" : "sad,fear" }
    }
    let words = error.map { "\($0)" } ?? ""
    #expect(words.contains("the columns label and said, each of which may hold"), "\(words)")
    // Notes, and what is one emotion throughout, are no answers.
    let noted = try read("label,note", rows: 2) { $0 == 0 ? "angry,sad" : "sad,unclear" }
    #expect(noted.answers == ["u0": .label(.angry), "u1": .label(.sad)])
    #expect(try read("label,kind", rows: 2) { _ in "angry,sad" }.answers.count == 2)
    let sure = try read("prediction,label,said", rows: 2) {
      $0 == 0 ? "sad,sad,fear" : "sad,sad,sad"
    }
    #expect(sure.answers.count == 2)
  }

  @Test(
    "Without a column of answers a file is refused, whatever it says of the truth",
    arguments: ["emotion", "truth", "emotion,target"])
  func noAnswer(columns: String) {
    let error = #expect(throws: CorpusError.self) { try read(columns) { _ in "sad,sad" } }
    #expect(error.map { "\($0)" }?.contains("or label (or prediction) alone") == true)
  }

  @Test("What the file says is true is held against the corpus, which counts")
  func claims() throws {
    let file = try read("label,prediction", rows: 5) {
      ["sad,angry", "angry,sad", "3,sad", ",sad", "Sadness,fear"][$0]
    }
    #expect(
      file.answers == [
        "u0": .label(.angry), "u1": .label(.sad), "u2": .label(.sad), "u3": .label(.sad),
        "u4": .label(.fear),
      ])
    #expect(file.issues.map(\.kind) == [.truthAgrees, .truthDisagrees])
    let findings = file.issues.map { $0.finding(of: "p.csv") }
    #expect(
      findings.map(\.message) == [
        "2 rows say the truth as the corpus has it, in a column that is read for that alone: "
          + "label, where the answers are prediction.",
        "2 rows say another truth than the corpus has, which counts: line 3 (u1): label says "
          + "'angry', the corpus sad | line 4 (u2): label says '3', the corpus sad.",
      ])
    #expect(findings.map(\.status) == [.passed, .failed])
    #expect(findings.map(\.importance) == [.note, .warning])
    #expect(findings.map { $0.advice != nil } == [false, true])
  }

  @Test("Probabilities count whatever labels stand beside them, and both kinds are compared")
  func probabilities() throws {
    let file = try read("\(Self.probabilities),label,prediction", rows: 2) {
      "\(Self.sad),\(["sad,sad", "angry,angry"][$0])"
    }
    #expect(file.answers.count == 2)
    #expect(file.issues.map(\.kind) == [.labelDisagrees, .truthAgrees, .truthDisagrees])
    #expect(file.issues.map(\.count) == [1, 1, 1])
    for columns in ["label,emotion", "prediction,output"] {
      let both = try read("\(Self.probabilities),\(columns)") { _ in "\(Self.sad),sad,angry" }
      #expect(both.answers.count == 1 && both.issues.isEmpty, "\(columns)")
    }
  }

  @Test("Labels alone that equal the truth in every row are told: the wrong column may be read")
  func rightThroughout() throws {
    let file = try read("label", rows: 12) { _ in "sad" }
    #expect(file.issues.map(\.kind) == [.labelsAreTruth])
    let found = try #require(file.issues.first).finding(of: "p.csv")
    #expect(found.check == "predictions-labels-are-truth")
    #expect(found.status == .undetermined && found.importance == .note)
    #expect(
      found.message
        == "All 12 answers are labels alone and equal what the corpus has as the truth; they are of "
        + "the column: label.")
    #expect(found.advice?.hasPrefix("See that this column is what the model said") == true)
    let oneWrong = try read("label", rows: 12) { $0 == 7 ? "angry" : "sad" }
    #expect(oneWrong.issues.isEmpty)
    #expect(try read("label", rows: 9) { _ in "sad" }.issues.isEmpty, "may be chance")
    #expect(try read(Self.probabilities, rows: 12) { _ in Self.sad }.issues.isEmpty)
  }

  @Test("JSON lines are told apart as tables are")
  func lines() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(
      "p.jsonl", "{\"path\":\"u0\",\"label\":\"sad\",\"prediction\":\"angry\"}\n")
    let file = try ForeignPredictions(path: path, corpus: Self.corpus)
    #expect(file.answers == ["u0": .label(.angry)])
  }
}
