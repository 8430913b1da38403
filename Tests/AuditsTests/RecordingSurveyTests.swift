import Audio
import Audits
import Corpora
import Foundation
import TestSupport
import Testing

@Suite struct RecordingSurveyTests {
  @Test func whatCannotBeUsedIsNamedAndTheRestGoesOn() throws {
    let folder = try ScratchFolder()
    let root = folder.path
    let tone = (0..<8000).map { Float(sin(Double($0) / 10)) * 0.5 }
    try AudioFile.write(
      Waveform(samples: tone, sampleRate: 16_000), to: root + "/good.wav", as: .pcm16)
    try AudioFile.write(
      Waveform(samples: [Float](repeating: 0, count: 800), sampleRate: 16_000),
      to: root + "/silent.wav", as: .pcm16)
    let whole = try Data(contentsOf: URL(fileURLWithPath: root + "/good.wav"))
    try whole.prefix(4000).write(to: URL(fileURLWithPath: root + "/cut.wav"))
    try folder.write("text.wav", "no audio")
    try folder.write("empty.wav", "")

    let opposite = tone.flatMap { [$0, -$0] }
    var stereo = Waveform(samples: opposite, sampleRate: 16_000).waveBytes(as: .pcm16)
    stereo[22] = 2  // channels
    stereo[32] = 4  // bytes of a frame
    try folder.write("opposite.wav", bytes: stereo)

    let names = ["good", "silent", "opposite", "cut", "text", "empty", "absent"]
    let corpus = Corpus(
      name: "toy", root: root,
      utterances: names.map {
        Utterance(
          id: $0, corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: $0 + ".wav")
      }, speakers: [Speaker(id: "a")])
    let survey = try #require(RecordingSurvey.run(corpus))
    #expect(survey.corpus.utterances.map(\.id) == ["good"])
    #expect(survey.facts["good"]?.durationSeconds == 0.5)
    let kinds = Dictionary(
      uniqueKeysWithValues: survey.corpus.problems.map { ($0.path, $0.kind) })
    #expect(
      kinds == [
        "silent.wav": .silent, "opposite.wav": .silent, "cut.wav": .truncated,
        "text.wav": .undecodable, "empty.wav": .empty, "absent.wav": .missingFile,
      ])
    for problem in survey.corpus.problems {
      #expect(problem.explanation.hasPrefix(problem.path + ":"), "relative to the root")
      #expect(!problem.explanation.contains(root))
    }
    let findings = IntegrityAudit.findings(of: survey.corpus)
    #expect(findings.count == 5, "one for each kind of problem")
    #expect(findings.allSatisfy { $0.status == .failed })
  }

  @Test("Recordings whose headers count too few bytes are told once, with how many there are")
  func uncounted() throws {
    let folder = try ScratchFolder()
    let root = folder.path
    let tone = (0..<8000).map { Float(sin(Double($0) / 10)) * 0.5 }
    let whole = Waveform(samples: tone, sampleRate: 16_000).waveBytes(as: .pcm16)
    func note(behind: [[UInt8]]) throws -> String? {
      let utterances = try behind.enumerated().map { place, bytes in
        let path = "\(place).wav"
        try folder.write(path, bytes: whole + bytes)
        return Utterance(
          id: path, corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: path)
      }
      let corpus = Corpus(
        name: "toy", root: root, utterances: utterances, speakers: [Speaker(id: "a")])
      return try #require(RecordingSurvey.run(corpus)).uncountedNote
    }
    let more = [UInt8](repeating: 0xF0, count: 300)
    #expect(try note(behind: [[], []]) == nil)
    let one = "1 recording holds bytes that its header does not count: 1.wav (300 bytes);"
    #expect(try note(behind: [[], more])?.hasPrefix(one) == true)
    let two = "2 recordings hold bytes that their headers do not count, for example 0.wav (300"
    #expect(try note(behind: [more, [], more + more])?.hasPrefix(two) == true)
  }
}
