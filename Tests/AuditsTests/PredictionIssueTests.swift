import Audits
import Corpora
import Findings
import Foundation
import TestSupport
import Testing

@Suite("What is wrong with rows of predictions, in words")
struct PredictionIssueTests {
  private static let header = StatedAnswer.probabilityNames.joined(separator: ",")
  private static let even = "0.1,0.1,0.1,0.1,0.1,0.4,0.1"

  private static let corpus = Corpus(
    name: "toy", root: "/toy",
    utterances: (0..<9).map {
      Utterance(
        id: "u\($0)", corpus: "toy", speaker: "s", emotion: .sad, word: nil, path: "u\($0).wav")
    }, speakers: [Speaker(id: "s")])

  private func read(_ text: String) throws -> ForeignPredictions {
    let folder = try ScratchFolder()
    return try ForeignPredictions(path: folder.write("p.csv", text), corpus: Self.corpus)
  }

  /// The message and advice of each issue of a file of `count` rows made by `row`.
  private func finding(
    _ count: Int, columns header: String = header, _ row: (Int) -> String
  ) throws -> Finding {
    let rows = (0..<count).map(row).joined(separator: "\n")
    let issues = try read("path,\(header)\n\(rows)\n").issues
    try #require(issues.count == 1, "\(issues)")
    return issues[0].finding(of: "theirs.csv")
  }

  @Test("Unknown recordings are counted, and the first three named with their lines")
  func unknown() throws {
    let one = try finding(1) { "x\($0).wav,\(Self.even)" }
    #expect(one.check == "predictions-unknown-utterance" && one.subject == "theirs.csv")
    #expect(one.status == .failed && one.importance == .warning)
    #expect(
      one.message
        == "1 row names no recording of the corpus that can be used: line 2 (x0.wav).")
    let three = try finding(3) { "x\($0),\(Self.even)" }
    #expect(three.message.hasSuffix("line 2 (x0) | line 3 (x1) | line 4 (x2)."))
    let five = try finding(5) { $0 == 4 ? ",\(Self.even)" : "x\($0),\(Self.even)" }
    #expect(
      five.message == "5 rows name no recording of the corpus that can be used: line 2 (x0) | "
        + "line 3 (x1) | line 4 (x2) | and 2 more.")
    #expect(
      five.advice == "Name recordings by their path below the corpus, their identifier, or their "
        + "file's name; recordings whose emotion is none of the seven are not audited.")
    let nameless = try finding(1) { _ in ",\(Self.even)" }
    #expect(nameless.message.hasSuffix("used: line 2 (no path)."))
  }

  @Test("A name that two corpora have counts for none of them, and is told")
  func ambiguous() throws {
    let other = Corpus(
      name: "further", root: "/further",
      utterances: ["u0.wav", "v.wav"].map {
        Utterance(
          id: "further/" + $0, corpus: "further", speaker: "further/s", emotion: .sad, word: nil,
          path: $0)
      }, speakers: [Speaker(id: "further/s")])
    let folder = try ScratchFolder()
    let file = try ForeignPredictions(
      path: folder.write("p.csv", "path,label\nu0.wav,sad\nu1.wav,sad\nv.wav,fear\n"),
      corpus: Self.corpus, beside: [other])
    #expect(file.answers == ["u1": .label(.sad), "further/v.wav": .label(.fear)])
    let found = try #require(file.issues.first).finding(of: "f")
    #expect(found.check == "predictions-ambiguous-name" && found.status == .failed)
    #expect(
      found.message == "1 row has a name that recordings of more than one corpus have, and counts "
        + "for none: line 2 (u0.wav).")
    #expect(
      found.advice
        == "Put the name of the corpus and a slash in front of the path below its folder.")
  }

  @Test("Rows that say nothing are told with the reason")
  func unusable() throws {
    let found = try finding(2) { "u\($0),0.5,0,0,0,0,0,0" }
    #expect(
      found.message == "2 rows say nothing that counts: line 2 (u0): the probabilities sum to "
        + "0.500; expected 1 within 0.001: write more digits, or divide each row by its sum | line 3 "
        + "(u1): the probabilities sum to 0.500; expected 1 within 0.001: write more digits, or "
        + "divide each row by its sum.")
    #expect(found.check == "predictions-unusable" && found.status == .failed)
    #expect(
      found.advice == "Write one probability a class that sum to 1, or a label, for each; until "
        + "then these recordings count as not answered.")
  }

  @Test("Rows that contradict each other are told, and those after them; none counts")
  func contradicting() throws {
    let text = "path,label\nu0,sad\nu0,angry\nu0,sad\nu1,sad\n"
    let file = try read(text)
    #expect(file.answers == ["u1": .label(.sad)] && file.rowCount == 4)
    let found = try #require(file.issues.first).finding(of: "f")
    #expect(
      found.message == "2 rows contradict an earlier row of the same recording, and none counts: "
        + "line 3 (u0) | line 4 (u0).")
    #expect(found.advice == "Write one row a recording." && found.status == .failed)
  }

  @Test("Rows that say the same again are a note without advice")
  func repeated() throws {
    let found = try finding(2) { _ in "u0,\(Self.even)" }
    #expect(found.message == "1 row says again what an earlier row said: line 3 (u0).")
    #expect(found.status == .passed && found.importance == .note && found.advice == nil)
  }

  @Test("A label beside probabilities has to be of one of the likeliest emotions")
  func labels() throws {
    let ties = "0.3,0.3,0.1,0.1,0.1,0.05,0.05"
    for (label, isFine) in [
      ("angry", true), ("disgust", true), ("fear", false), ("bored", false), ("", true),
    ] {
      let file = try read("path,\(Self.header),label\nu0,\(ties),\(label)\n")
      #expect(file.answers.count == 1)
      #expect(file.issues.map(\.kind) == (isFine ? [] : [.labelDisagrees]), "\(label)")
    }
    let found = try finding(1, columns: "\(Self.header),label") { "u\($0),\(ties),fear" }
    #expect(
      found.message == "1 row bears a label that is not its likeliest emotion; the probabilities "
        + "count: line 2 (u0).")
    #expect(
      found.advice == "Write the label of the likeliest emotion, or leave the column out; if it is "
        + "the truth, call it truth.")
  }

  @Test("Columns of other classes are counted as columns")
  func classes() throws {
    let one = try finding(1, columns: "\(Self.header),p_calm") { "u\($0),\(Self.even),0" }
    #expect(one.message == "1 column of classes that are none of the seven emotions: p_calm.")
    let four = try finding(1, columns: "\(Self.header),p_a,p_b,p_c,p_d") {
      "u\($0),\(Self.even),0,0,0,0"
    }
    #expect(
      four.message
        == "4 columns of classes that are none of the seven emotions: p_a | p_b | p_c | and 1 more."
    )
    #expect(
      four.advice
        == "Leave the class out and let the seven sum to 1, as the corpus has no recording of it.")
  }

  @Test("A file that cannot be used at all is told what was found and what was expected")
  func tables() {
    let expected =
      "recordings under one of path, wav, file, filename, utterance, key, file_name, audio, and "
      + "beside them all of p_angry, p_disgust, p_fear, p_happy, p_neutral, p_sad, p_surprise (0 "
      + "for an emotion that the model does not know), or label (or prediction) alone, with commas, "
      + "tabs or semicolons between them"
    for (text, found) in [
      ("path,p_angry\none,1\n", "path, p_angry"), ("name,label\none,sad\n", "name, label"),
    ] {
      let error = #expect(throws: CorpusError.self) { _ = try read(text) }
      guard case .tableMalformed(_, 1, found, expected) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    let error = #expect(throws: CorpusError.self) { _ = try read("path,label\n") }
    guard case .tableMalformed(_, 1, "no rows", "a row for each tested recording") = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
