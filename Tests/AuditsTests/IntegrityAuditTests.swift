import Audits
import Corpora
import Findings
import Testing

@Suite("What is wrong with files, in words") struct IntegrityAuditTests {
  private func corpus(
    problems: [CorpusProblem] = [], droppedLabels: [String: Int] = [:], count: Int = 1
  ) -> Corpus {
    Corpus(
      name: "toy", root: "/nowhere",
      utterances: (1...count).map {
        Utterance(
          id: "\($0)", corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: "\($0).wav")
      }, speakers: [Speaker(id: "a")], droppedLabels: droppedLabels, problems: problems)
  }

  private func problems(_ kind: CorpusProblem.Kind, _ count: Int) -> [CorpusProblem] {
    (0..<count).map { CorpusProblem(kind: kind, path: "\(kind)-\($0).wav", explanation: "bad") }
  }

  @Test(
    "A whole corpus passes with its number of recordings",
    arguments: [
      (1, "The one recording of the seven emotions that is here was decoded."),
      (2, "All 2 recordings of the seven emotions that are here were decoded."),
    ])
  func whole(count: Int, words: String) throws {
    let findings = IntegrityAudit.findings(of: corpus(count: count))
    try #require(findings.map(\.check) == ["corpus-integrity"])
    #expect(findings[0].status == .passed)
    #expect(findings[0].message == words)
  }

  @Test("Where checksums are at hand, a whole folder is no claim that nothing is missing")
  func notCompared() throws {
    let findings = IntegrityAudit.findings(of: corpus(), canBeCompared: true)
    try #require(findings.map(\.check) == ["corpus-integrity"])
    #expect(findings[0].status == .passed)
    #expect(findings[0].message.contains("whether the publisher has more was not compared"))
    #expect(findings[0].message.hasSuffix("(`ser-audit corpus check toy` does)."))
    let broken = corpus(problems: problems(.silent, 1))
    #expect(
      IntegrityAudit.findings(of: broken, canBeCompared: true).map(\.check) == ["corpus-silent"])
  }

  @Test("Labels that were dropped by name are a note beside it, each with its number of files")
  func dropped() throws {
    let findings = IntegrityAudit.findings(of: corpus(droppedLabels: ["calm": 8, "bored": 2]))
    try #require(findings.map(\.check) == ["corpus-integrity", "dropped-labels"])
    #expect(findings.allSatisfy { $0.status == .passed && $0.importance == .note })
    #expect(findings[1].message.contains("bored (2 files), calm (8 files)"))
  }

  @Test("Every kind of problem is a failed finding of its own, and then nothing says all is well")
  func everyKind() {
    let all = CorpusProblem.Kind.allCases.flatMap { problems($0, 1) }
    let findings = IntegrityAudit.findings(of: corpus(problems: all.reversed()))
    #expect(findings.map(\.check) == CorpusProblem.Kind.allCases.map { "corpus-\($0.rawValue)" })
    #expect(findings.allSatisfy { $0.status == .failed && $0.importance == .warning })
    #expect(
      findings.allSatisfy {
        $0.advice == "Mend or remove it; the audit went on with 1 recording."
      })
    let two = IntegrityAudit.findings(of: corpus(problems: problems(.silent, 2), count: 2))
    #expect(two.map(\.advice) == ["Mend or remove them; the audit went on with 2 recordings."])
  }

  @Test("Only a problem that loses a recording is said to have left one out")
  func leftOut() throws {
    for kind in CorpusProblem.Kind.allCases {
      let finding = try #require(
        IntegrityAudit.findings(of: corpus(problems: problems(kind, 2))).first)
      #expect(finding.message.hasPrefix("2 files were left out: ") == kind.losesRecording)
      #expect(finding.message.contains("no file was left out: ") == !kind.losesRecording)
    }
  }

  @Test("Three files are named and further ones counted", arguments: [1, 2, 3, 4, 50])
  func examples(count: Int) throws {
    let finding = try #require(
      IntegrityAudit.findings(of: corpus(problems: problems(.silent, count))).first)
    #expect(finding.message.hasPrefix("\(count) file\(count == 1 ? " was" : "s were") left out"))
    let named = (0..<count).filter { finding.message.contains("silent-\($0).wav") }
    #expect(named == Array(0..<min(3, count)))
    #expect(finding.message.hasSuffix("and \(count - 3) more") == (count > 3))
  }
}
