import Audio
import Corpora
import Foundation
import Probes
import TestSupport
import Testing

@Suite("What probes measure, and what cannot be measured")
struct ProbeTableTests {
  private func utterance(_ name: String) -> Utterance {
    Utterance(
      id: name, corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: name + ".wav")
  }

  private let tone = Waveform(
    samples: (0..<8_000).map { Float(0.5 * sin(Double($0) / 5)) }, sampleRate: 16_000)

  @Test("A file that is not there, or is no audio, is left out in words that name it")
  func leftOut() throws {
    let folder = try ScratchFolder()
    let root = folder.path
    try AudioFile.write(tone, to: root + "/good.wav")
    try folder.write("text.wav", "no audio")
    let measured = ProbeTable.measure(
      ["good", "gone", "text"].map(utterance), path: { root + "/" + $0.path }, sound: { $1 },
      cues: [.duration, .file])
    let table = try #require(measured)
    #expect(table.measures.keys.sorted() == ["good"])
    #expect(table.omitted.keys.sorted() == ["gone", "text"])
    for (name, reason) in table.omitted {
      #expect(reason.contains(root + "/" + name + ".wav"), "\(reason)")
      #expect(!reason.contains("Error Domain"), "\(reason)")
    }
    let good = try #require(table.measures["good"])
    #expect(good.values[.duration] == [0.5])
    // A header of 44 bytes and two a sample.
    let file: [Double] = [16_044, 16_000, 1, 16_044 / 8_000]
    #expect(good.values[.file] == file)
    #expect(good.row(of: [.duration, .file]) == [0.5] + file)
  }

  @Test("What is heard may be a changed copy, whose file is that of its parent")
  func changedCopies() throws {
    let folder = try ScratchFolder()
    let root = folder.path
    try AudioFile.write(tone, to: root + "/parent.wav")
    let table = ProbeTable.measure(
      [utterance("copy")], path: { _ in root + "/parent.wav" },
      sound: { _, heard in
        Waveform(samples: Array(heard.samples.prefix(4_000)), sampleRate: heard.sampleRate)
      }, cues: [.duration, .file])
    let copy = try #require(table?.measures["copy"])
    #expect(copy.values[.duration] == [0.25])
    #expect(copy.values[.file]?.first == 16_044)
  }

  @Test("Progress counts the recordings that are done, and ends the measuring where it says so")
  func progress() {
    let missing = (0..<130).map { utterance("missing\($0)") }
    var told: [Int] = []
    let table = ProbeTable.measure(
      missing, path: { "/nowhere/" + $0.path }, sound: { $1 }, cues: [.duration]
    ) {
      told.append($0)
      return true
    }
    #expect(told == [64, 128, 130] && table?.omitted.count == 130)
    told = []
    let ended = ProbeTable.measure(
      missing, path: { "/nowhere/" + $0.path }, sound: { $1 }, cues: [.duration]
    ) {
      told.append($0)
      return $0 < 100
    }
    #expect(ended == nil && told == [64, 128])
    let none = ProbeTable.measure([], path: { $0.path }, sound: { $1 })
    #expect(none?.measures.isEmpty == true)
  }

  @Test("Silence, nothing, and samples that are no numbers are refused, each as what it is")
  func refused() {
    func reason(_ samples: [Float]) -> String? {
      do {
        _ = try ProbeMeasures(
          of: Waveform(samples: samples, sampleRate: 16_000), file: nil, cues: [.duration])
        return nil
      } catch { return error.description }
    }
    let sound = [Float](repeating: 0.1, count: 800)
    let silent = "the recording is digital silence, expected speech; leave it out"
    #expect(reason([Float](repeating: 0, count: 800)) == silent && reason([]) == silent)
    for bad in [Float.nan, .infinity, -.infinity] {
      let expected = "the recording holds a sample that is NaN or infinite; decode it again"
      #expect(reason(sound + [bad]) == expected && reason([bad] + sound) == expected)
    }
    #expect(reason(sound) == nil)
  }

  @Test("Silence ends at the first sample of a hundredth of the peak, whichever its sign")
  func silence() throws {
    func silence(_ samples: [Float]) throws -> [Double?]? {
      try ProbeMeasures(
        of: Waveform(samples: samples, sampleRate: 1_000), file: nil, cues: [.silence]
      ).values[.silence]
    }
    #expect(try silence([0, 0, 0.5, 0, 0, 0]) == [0.002, 0.003])
    #expect(try silence([0.004, -0.006, 0.5, -0.006, 0.004]) == [0.001, 0.001])
    #expect(try silence([-0.5]) == [0, 0])
  }

  @Test("Probes have stable names and kinds, one of them per shortcut and one that has all")
  func registry() throws {
    #expect(
      Probe.all.map(\.name) == [
        "duration", "duration-gaussian", "level", "silence", "noise-floor", "spectrum", "file",
        "all-shortcuts", "mfcc-statistics", "prosody-statistics",
      ])
    for probe in Probe.all {
      #expect((probe.kind == .baseline) == probe.name.hasSuffix("-statistics"))
      #expect((probe.classifier == .gaussian) == probe.name.hasSuffix("-gaussian"))
      #expect(Probe.named(probe.name) == probe)
    }
    #expect(Probe.named("nobody") == nil)
    let shortcuts = Set(Probe.all.filter { $0.kind == .shortcut && $0.cues.count == 1 }.map(\.cues))
    let all = try #require(Probe.named("all-shortcuts"))
    #expect(Set(all.cues.map { [$0] }) == shortcuts && all.features.count == 12)
    #expect(all.featureSummary.hasPrefix("duration in s, peak in dB of full scale, RMS in dB"))
    let cepstra = try #require(Probe.named("mfcc-statistics"))
    #expect(cepstra.features.count == 480 && cepstra.featureSummary.hasSuffix("(480 numbers)"))
    let prosody = try #require(Probe.named("prosody-statistics"))
    #expect(prosody.features.count == 15 && prosody.featureSummary.hasSuffix("(15 numbers)"))
  }

  @Test("A probe without anything to learn from says which, of how many, and where to look")
  func nothing() throws {
    let probe = try #require(Probe.named("level"))
    let error = #expect(throws: ProbeError.self) {
      try FittedProbe(probe, table: ProbeTable(measures: [:]), train: [utterance("one")])
    }
    #expect(
      error?.description
        == "The probe level has nothing to learn from: none of 1 training recordings could be "
        + "measured, and at least one was expected. Run `ser-audit corpus check` to see why.")
  }
}
