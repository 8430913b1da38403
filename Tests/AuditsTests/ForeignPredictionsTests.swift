import Audits
import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("Predictions that somebody else made")
struct ForeignPredictionsTests {
  private static let corpus = Corpus(
    name: "toy", root: "/toy",
    utterances: ["one", "two", "three", "four"].map {
      Utterance(
        id: $0, corpus: "toy", speaker: "s", emotion: .sad, word: $0, path: "folder/\($0).wav")
    }, speakers: [Speaker(id: "s")])

  private static let header = "path,p_angry,p_disgust,p_fear,p_happy,p_neutral,p_sad,p_surprise"
  private static let even = "0.1,0.1,0.1,0.1,0.1,0.4,0.1"

  private static func read(
    _ text: String, as name: String = "p.csv", labels: LabelMap = [:]
  ) throws -> ForeignPredictions {
    let folder = try ScratchFolder()
    return try ForeignPredictions(path: folder.write(name, text), corpus: corpus, labels: labels)
  }

  @Test("with more fields than the first line are no answers: decimal commas would shift them")
  func surplus() throws {
    let read = try Self.read(
      "\(Self.header)\none,0,0,0,0,1,0,0,0,0,0,0,0,0,0\ntwo,\(Self.even),1\nthree,\(Self.even),,\n")
    #expect(Set(read.answers.keys) == ["three"], "as spreadsheets write commas behind a row")
    #expect(read.issues.map(\.kind) == [.unusable] && read.issues.map(\.count) == [2])
    #expect(
      read.issues[0].examples[0]
        == "line 2 (one): 15 fields; expected 8, as the first line has (where commas part fields, "
        + "decimals take a point)")
  }

  @Test("whose first line is something else are told so without all of it")
  func longHeader() {
    do {
      _ = try Self.read(String(repeating: "[path] ", count: 9_000))
      Issue.record("taken")
    } catch {
      #expect("\(error)".count < 900 && "\(error)".contains("...; expected recordings under one"))
    }
  }

  @Test("with semicolons between the fields and a comma before decimals are read to the last bit")
  func semicolons() throws {
    let values = "0.9142857,1e-3,0.01,0.02,0.03,0.0247143,0"
    let comma = try Self.read("\(Self.header)\none,\(values)\n")
    let header = Self.header.replacing(",", with: ";")
    let points = values.replacing(",", with: ";")
    for row in [points, points.replacing(".", with: ",")] {
      let read = try Self.read("\u{FEFF}\(header)\r\none;\(row)\r\n")
      #expect(read.answers == comma.answers && read.answers.count == 1)
      #expect(read.issues.isEmpty && read.digits == comma.digits && read.digits == 7)
    }
    // Digits are counted and sums divided as with a point.
    let few = try Self.read("\(header)\none;0,91;0,01;0,02;0,03;0,01;0;0,01\n")
    #expect(few.digits == 2 && few.issues.map(\.kind) == [.rounded, .hiddenTruth])
    #expect(
      few.answers["one"]
        == (try Self.read(
          "\(Self.header)\none,0.91,0.01,0.02,0.03,0.01,0,0.01\n")).answers["one"])
    #expect(
      try Self.read("file;emotion;predicted\none;sad;happy\n").answers == ["one": .label(.happy)])
    let odd = try Self.read("\(header)\none;1.000,5;0;0;0;0;0;0\n")
    #expect(odd.issues.flatMap(\.examples).first?.contains("p_angry is '1.000,5'") == true)
  }

  @Test("with semicolons beside commas in the first line are told so of the whole file")
  func semicolonsAndCommas() {
    for header in ["path;\(Self.header)", "path;label,speaker"] {
      let error = #expect(throws: CorpusError.self) { try Self.read(header + "\none;0,1;0,1\n") }
      #expect(
        error.map { "\($0)" }?.contains("save the table with those instead of semicolons") == true)
    }
  }

  @Test(
    "name recordings in any column that split files may name them in",
    arguments: DelimitedTable.recordingNames)
  func recordings(column: String) throws {
    #expect(try Self.read("\(column),label\none,sad\n").answers == ["one": .label(.sad)])
    let split = try ScratchFolder().write("s.csv", "\(column),part\none.wav,test\n")
    #expect(try ForeignSplit.load(path: split).rows.map(\.path) == ["one.wav"])
    let lines = try Self.read("{\"\(column)\": \"one\", \"label\": \"sad\"}\n", as: "p.jsonl")
    #expect(lines.answers.count == 1)
  }

  @Test(
    "with a path or an utterance are read by it, whatever else may name a recording",
    arguments: DelimitedTable.recordingNames.filter { !["path", "utterance"].contains($0) })
  func firstNames(other: String) throws {
    for name in ["path", "utterance"] {
      let read = try Self.read("\(other),\(name),label\ntwo,one,sad\n")
      #expect(read.answers == ["one": .label(.sad)])
    }
  }

  @Test("have splits beside them whose file_name or audio stands back behind all other names")
  func lastNames() throws {
    for (last, name) in [("file_name", "utterance"), ("audio", "key"), ("audio", "file")] {
      let split = try ScratchFolder().write("s.csv", "\(last),\(name),part\ntwo,one,test\n")
      #expect(try ForeignSplit.load(path: split).rows.map(\.path) == ["one"])
    }
  }

  @Test("as nkululeko writes them are read: a file, what is true, and what was predicted")
  func nkululeko() throws {
    let read = try Self.read(
      "file,speaker,emotion,predicted\nfolder/one.wav,s,sad,anger\nfolder/two.wav,s,sad,sad\n")
    #expect(read.answers == ["one": .label(.angry), "two": .label(.sad)])
    #expect(read.issues.map(\.kind) == [.truthAgrees])
  }

  @Test("are found by path, absolute path, identifier and name of file")
  func areFound() throws {
    let names = ["folder/one.wav", "/toy/folder/two.wav", "three", "C:\\elsewhere\\four.flac"]
    let read = try Self.read(
      ([Self.header] + names.map { $0 + "," + Self.even }).joined(separator: "\n"))
    #expect(read.answers.count == 4 && read.issues.isEmpty)
    let expected: [Double] = [0.1, 0.1, 0.1, 0.1, 0.1, 0.4, 0.1]
    #expect(read.answers["two"] == .probabilities(expected))
  }

  @Test("say the same as CSV, TSV and JSON lines, to the last bit")
  func sayTheSame() throws {
    let third = "\(1.0 / 3)"
    let csv = "\(Self.header)\none,\(third),\(third),\(third),0,0,0,0\n"
    let names = StatedAnswer.probabilityNames
    let texts: [String] = [third, third, third, "0", "0", "0", "0"]
    let fields = zip(names, texts).map { "\"\($0)\":\($1)" }.joined(separator: ",")
    let jsonl = "{\"utterance\":\"one\",\(fields)}\n"
    let all = [
      try Self.read(csv), try Self.read(csv.replacing(",", with: "\t"), as: "p.tsv"),
      try Self.read(jsonl, as: "p.jsonl"),
    ]
    #expect(all.allSatisfy { $0.answers == all[0].answers })
    let part: Double = 1.0 / 3
    let expected: [Double] = [part, part, part, 0, 0, 0, 0]
    #expect(all[0].answers["one"] == .probabilities(expected))
  }

  @Test("in JSON lines lose the rows that are no JSON, in the order of the file, and no others")
  func brokenLines() throws {
    let read = try Self.read(
      """
      {"path": "gone.wav", "p_angry": Infinity
      {"path": "one", "label": "sad"}
      {"path": "two", "label": NaN}

      {"path": "three", "label": "glad"}
      {"path": "four", "lab
      {"Path": "two", "path": "x", "label": "sad"}
      """, as: "p.ndjson")
    #expect(read.answers == ["one": .label(.sad)] && read.rowCount == 6)
    let issue = try #require(read.issues.first)
    #expect(issue.kind == .unusable && issue.count == 5 && read.issues.count == 1)
    #expect(
      issue.examples.prefix(2) == [
        "line 1 ({\"path\": \"gone.wav\", \"p_angry\": Infinity): no JSON, which knows no NaN or "
          + "Infinity",
        "line 3 ({\"path\": \"two\", \"label\": NaN}): no JSON, which knows no NaN or Infinity",
      ])
    #expect(issue.examples.last?.hasPrefix("line 5 (three): the label 'glad'") == true)
  }

  @Test("with a key in two cases of letters lose that line alone, and it is told why")
  func keyTwice() throws {
    let read = try Self.read(
      "{\"path\": \"one\", \"label\": \"sad\"}\n{\"path\": \"two\", \"Path\": \"x\"}\n",
      as: "p.jsonl")
    #expect(read.answers == ["one": .label(.sad)] && read.rowCount == 2)
    #expect(
      read.issues.flatMap(\.examples) == [
        "line 2 ({\"path\": \"two\", \"Path\": \"x\"}): no object with each key once: 'path' "
          + "stands in more than one case of letters"
      ])
  }

  @Test("in JSON lines of which none is JSON are an error with an example that would be taken")
  func nothingButBrokenLines() throws {
    let error = #expect(throws: CorpusError.self) {
      try Self.read("{\"path\": \"one\", \"label\": NaN}\n", as: "p.jsonl")
    }
    let example = "{\"path\": \"a.wav\", \"label\": \"sad\"}"
    #expect(error.map { "\($0)" }?.contains("such as \(example)") == true)
    #expect(try Self.read(example + "\n", as: "p.jsonl").issues.map(\.kind) == [.unknownUtterance])
  }

  @Test(
    "as JSON that is not one object a line are told how to write it",
    arguments: [
      ("p.json", "[{\"path\": \"one\", \"label\": \"sad\"}]"),
      ("p.txt", "{\"path\": {\"0\": \"one\"}}"),
      ("p.jsonl", "\n[\n {\"path\": \"one\", \"label\": \"sad\"}\n]"),
      ("p.csv", "\u{FEFF}{\n \"path\": 1}"),
    ])
  func otherJSON(name: String, text: String) throws {
    let error = #expect(throws: CorpusError.self) { try Self.read(text, as: name) }
    guard case .tableIsJSON = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error.map { "\($0)" }?.contains("orient='records', lines=True") == true)
  }

  @Test("that are labels alone stay labels, in any usual spelling")
  func stayLabels() throws {
    let read = try Self.read("utterance,label\none,sad\ntwo,Fearful\nthree,ps\nfour,calm\n")
    #expect(
      read.answers == ["one": .label(.sad), "two": .label(.fear), "three": .label(.surprise)])
    let prediction = read.answers["one"]?.prediction(of: Self.corpus.utterances[1])
    #expect(prediction?.probabilities == nil && prediction?.predicted == .sad)
    #expect(read.issues.map(\.kind) == [.unusable])
    #expect(read.issues.first?.examples.first?.contains("'calm'") == true)
  }

  @Test("may bear the labels of the corpus, but what it leaves out of the seven is an answer still")
  func corpusLabels() throws {
    let map: LabelMap = [
      "wut": .emotion(.angry), "Freude": .emotion(.happy), "disgust": .dropped, "eile": .dropped,
    ]
    let read = try Self.read(
      "path,label\none,WUT\ntwo,freude\nthree,disgust\nfour,eile\n", labels: map)
    #expect(
      read.answers == ["one": .label(.angry), "two": .label(.happy), "three": .label(.disgust)])
    #expect(read.issues.map(\.kind) == [.unusable])
    let beside = try Self.read(
      "\(Self.header),label\none,0.1,0.1,0.1,0.4,0.1,0.1,0.1,Freude\n", labels: map)
    #expect(beside.answers.count == 1 && beside.issues.isEmpty)
  }

  @Test(
    "that are no distribution do not count, and the row is told with what was expected",
    arguments: [
      ("0.1,0.1,0.1,0.1,0.1,0.3,0.1", "sum to 0.9"), ("-0.1,0.3,0.1,0.1,0.1,0.4,0.1", "-0.1"),
      ("nan,0.1,0.1,0.1,0.1,0.4,0.1", "'nan'"), ("2.0,0,0,0,0,0,0", "not logits"),
      (",0.1,0.1,0.1,0.1,0.4,0.1", "no p_angry"), ("a,0.1,0.1,0.1,0.1,0.4,0.1", "'a'"),
      (",,,,,,", "no probabilities and no label"), ("inf,0,0,0,0,0,0", "'inf'"),
    ])
  func doNotCount(fields: String, reason: String) throws {
    let read = try Self.read("\(Self.header)\none,\(fields)\ntwo,\(Self.even)\n")
    #expect(Set(read.answers.keys) == ["two"])
    let issue = try #require(read.issues.first)
    #expect(issue.kind == .unusable && issue.count == 1)
    #expect(issue.examples[0].hasPrefix("line 2 (one): "))
    #expect(issue.examples[0].contains(reason), "\(issue.examples)")
    #expect(issue.finding(of: "p.csv").status == .failed)
  }

  @Test(
    "off 1 by what no rounding explains and no more than a thousandth are taken as they are",
    arguments: [
      // The arithmetic of Float32; a sum that six digits cannot put so far off; one digit; three
      // digits wherever the point stands, off by a thousandth to the last bit.
      ["0.1428571", "0.1428571", "0.1428571", "0.1428571", "0.1428571", "0.1428571", "0.1428573"],
      ["0.142857", "0.142857", "0.142857", "0.142857", "0.142857", "0.142857", "0.142357"],
      ["0.1", "0.1", "0.1", "0.1", "0.1", "0.4", "0.1"],
      ["0", "0", "0", "0", "0", "0.999", "1e-17"],
    ])
  func areTakenAsTheyAre(fields: [String]) throws {
    let read = try Self.read("\(Self.header)\none,\(fields.joined(separator: ","))\n")
    #expect(read.answers["one"] == .probabilities(fields.compactMap { Double($0) }))
    #expect(read.issues.isEmpty)
  }

  @Test("with a further class are taken as they are where a thousandth is missing, and not divided")
  func areNotDividedBesideFurtherClasses() throws {
    let fields = "0.1428,0.1429,0.1428,0.1429,0.1428,0.1429,0.1428"
    let read = try Self.read("\(Self.header),p_calm\none,\(fields),0.0001\n")
    #expect(
      read.answers["one"] == .probabilities(fields.split(separator: ",").compactMap { Double($0) }))
    #expect(read.issues.map(\.kind) == [.foreignClass])
  }

  @Test(
    "whose sum rounding to the printed digits explains count, divided by it, and are told",
    arguments: [
      ("0.14,0.14,0.14,0.14,0.14,0.14,0.14", true), ("0.15,0.15,0.15,0.15,0.15,0.15,0.13", true),
      ("0.1,0.1,0.1,0.1,0.1,0.39,0.1", true), ("0.15,0.15,0.15,0.15,0.15,0.15,0.14", false),
      ("0.142,0.142,0.142,0.142,0.142,0.142,0.1445", false), ("0.1,0.1,0.1,0.1,0.1,0.4,0.2", false),
      ("0.142,0.142,0.142,0.142,0.142,0.142,0.145", true),
      ("1e-02,0.14,0.14,0.14,0.14,0.14,0.27", true),
    ])
  func areRounded(fields: String, isTaken: Bool) throws {
    let values = fields.split(separator: ",").compactMap { Double($0) }
    let sum = values.reduce(0, +)
    let read = try Self.read("\(Self.header)\none,\(fields)\n")
    #expect(read.issues.map(\.kind) == [isTaken ? .rounded : .unusable], "\(sum)")
    guard isTaken, case .probabilities(let taken) = read.answers["one"] else {
      #expect(!isTaken && read.answers.isEmpty)
      return
    }
    #expect(zip(taken, values).allSatisfy { abs($0 - $1 / sum) < 1e-12 })
    #expect(abs(taken.reduce(0, +) - 1) < 1e-12)
    let told = read.issues[0].finding(of: "p.csv")
    #expect(told.check == "predictions-rounded" && told.importance == .note)
    #expect(told.message.hasPrefix("1 row does not sum to 1, as rounding to the digits"))
    // A further class may be what is missing, and then nothing is put down to rounding.
    let beside = try Self.read("\(Self.header),p_calm\none,\(fields),0.0\n")
    #expect(beside.answers.isEmpty && beside.issues.map(\.kind).contains(.unusable))
  }

  @Test(
    "are divided and told in the same way whatever the number of digits, from two on",
    arguments: [
      ("0.14", "0.14"), ("0.143", "0.143"), ("0.1429", "0.1429"), ("0.14286", "0.14286"),
      ("0.142857", "0.142860"),
    ])
  func areRoundedAtAnyDigits(one: String, last: String) throws {
    let texts = Array(repeating: one, count: 6) + [last]
    let values = texts.compactMap { Double($0) }
    let sum = values.reduce(0, +)
    let read = try Self.read("\(Self.header)\none,\(texts.joined(separator: ","))\n")
    #expect(read.answers["one"] == .probabilities(values.map { $0 / sum }))
    #expect(read.issues.map(\.kind) == [.rounded] && sum != 1)
  }

  @Test("of unknown recordings, said twice, or contradicting each other are told apart")
  func areToldApart() throws {
    let read = try Self.read(
      """
      \(Self.header)
      one,\(Self.even)
      folder/one.wav,\(Self.even)
      two,\(Self.even)
      two,0.4,0.1,0.1,0.1,0.1,0.1,0.1
      two,\(Self.even)
      nobody.wav,\(Self.even)
      """)
    #expect(Set(read.answers.keys) == ["one"])
    #expect(read.issues.map(\.kind) == [.unknownUtterance, .contradicting, .repeated])
    #expect(read.issues.map(\.count) == [1, 2, 1])
  }

  @Test("with a label that is not the likeliest, or with further classes, are told")
  func areCompared() throws {
    let read = try Self.read(
      "\(Self.header),label,p_calm\none,\(Self.even),sad,0\ntwo,\(Self.even),angry,0\n")
    #expect(read.answers.count == 2)
    #expect(read.issues.map(\.kind) == [.labelDisagrees, .foreignClass])
  }

  @Test(
    "in a file without the columns of answers are an error that names what was found",
    arguments: [
      "path,p_angry\none,1\n", "name,label\none,sad\n", "path\none\n", "", "path,label\n",
      "path,p_angry,label\none,1,sad\n",
    ])
  func areAnError(text: String) throws {
    #expect(throws: CorpusError.self) { try Self.read(text) }
  }
}
