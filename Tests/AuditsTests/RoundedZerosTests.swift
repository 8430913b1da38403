import Audits
import Corpora
import Findings
import Metrics
import TestSupport
import Testing

@Suite("Zeros that rounding made")
struct RoundedZerosTests {
  private static let corpus = Corpus(
    name: "toy", root: "/toy",
    utterances: (0..<6).map {
      Utterance(
        id: "u\($0)", corpus: "toy", speaker: "s", emotion: .sad, word: nil, path: "u\($0).wav")
    }, speakers: [Speaker(id: "s")])

  private static let header =
    "path," + StatedAnswer.probabilityNames.joined(separator: ",")

  private func read(_ rows: String...) throws -> ForeignPredictions {
    let folder = try ScratchFolder()
    let text = ([Self.header] + rows).joined(separator: "\n") + "\n"
    return try ForeignPredictions(path: folder.write("p.csv", text), corpus: Self.corpus)
  }

  /// A row that gives the truth, sad, what is said and happy the rest.
  private func row(_ number: Int, sad: String, happy: String) -> String {
    "u\(number),0,0,0,\(happy),0,\(sad),0"
  }

  @Test(
    "for the truth are told with the digits of the file, and hide it",
    arguments: [("1.0000", "0.0000", 4), ("1.00", "0.00", 4), ("1", "0", 4), ("1.0", "0e0", 4)])
  func told(happy: String, sad: String, digits: Int) throws {
    let file = try read(
      row(0, sad: sad, happy: happy), row(1, sad: "0.7501", happy: "0.2499"),
      row(2, sad: sad, happy: happy), row(2, sad: sad, happy: happy))
    #expect(file.digits == digits)
    #expect(file.issues.map(\.kind) == [.repeated, .hiddenTruth])
    let found = try #require(file.issues.last).finding(of: "p.csv")
    #expect(found.check == "predictions-hidden-truth")
    #expect(found.status == .undetermined && found.importance == .warning)
    #expect(
      found.message
        == "2 rows give the truth a probability of 0, in a file with at most 4 digits behind the "
        + "point, which does not say how unlikely it was thought: NLL is undetermined of each test "
        + "set that holds such a row, and no temperature or vector scaling is fitted to one: line "
        + "2 (u0) | line 4 (u2).")
    #expect(found.advice?.hasPrefix("Write probabilities as the model computes them") == true)
    let said = Self.corpus.utterances.map { file.prediction(of: $0) }
    #expect(said.map { $0?.hidesTruth } == [true, false, true, nil, nil, nil])
    #expect(said[0]?.probabilities == [0, 0, 0, 1, 0, 0, 0], "nothing is filled in")
  }

  @Test("are not exact for being printed with many digits, since 32-bit numbers are")
  func manyDigits() throws {
    for other in [
      "0.2500000000000000", "2.5e-300", "0.25000000000000000001", "0e-9223372036854775808",
    ] {
      let happy = other.contains("e") ? "1" : "0.75"
      let rest = "u1,0,0,0,\(happy),0,\(other),0"
      let file = try read(row(0, sad: "0", happy: "1"), rest)
      #expect(file.digits != nil && file.issues.map(\.kind) == [.hiddenTruth], "\(other)")
      #expect(file.prediction(of: Self.corpus.utterances[0])?.hidesTruth == true)
      let told = file.issues.first?.finding(of: "p.csv").message
      let isPlain = other == "0.2500000000000000"
      #expect(
        told?.contains(
          isPlain ? "in a file with at most 16 digits behind the point, which" : "in a file which")
          == true, "\(told ?? "")")
      let whole = try read(row(0, sad: "1e-300", happy: "1"), rest)
      let isZero = Double(other) == 0
      #expect(whole.issues.map(\.kind) == (isZero ? [.hiddenTruth] : []), "\(other)")
      #expect((whole.digits == nil) == !isZero)
    }
  }

  @Test("of other emotions, of rows that do not count, and of labels alone are not told")
  func others() throws {
    let file = try read(
      "u0,0,0,0,0.25,0,0.75,0", row(1, sad: "0", happy: "1"), row(1, sad: "1", happy: "0"),
      row(2, sad: "0.00", happy: "0.50"), "nobody,0,0,0,1,0,0,0")
    #expect(file.digits == 2)
    #expect(file.issues.map(\.kind) == [.unknownUtterance, .unusable, .contradicting])
    let folder = try ScratchFolder()
    let labels = try ForeignPredictions(
      path: folder.write("p.csv", "path,label\nu0,angry\n"), corpus: Self.corpus)
    #expect(labels.digits == nil && labels.issues.isEmpty)
    #expect(labels.prediction(of: Self.corpus.utterances[0])?.hidesTruth == false)
  }
}
