import Audio
import Foundation
import Randomness
import Testing

/// A folder named like TESS with 300 files that are wrong in every way that is known, and four good
/// ones.
private struct HostileFolder {
  let sandbox: Sandbox
  private(set) var count = 0
  private let good: [UInt8]

  init(_ sandbox: Sandbox) throws {
    self.sandbox = sandbox
    var generator = SplitMix64(seed: 11)
    let samples = (0..<9_000).map { index -> Float in
      let time = Double(index)
      let sweep: Double = sin(time * (0.1 + 0.00001 * time))
      return Float(0.4 * sweep + generator.uniform(in: -0.02...0.02))
    }
    try sandbox.write("tess/OAF_good_sad.wav", "")
    let path = sandbox.path + "/tess/OAF_good_sad.wav"
    try AudioFile.write(Waveform(samples: samples, sampleRate: 16_000), to: path, as: .pcm16)
    good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// A name that TESS might have, so that the file is taken for a recording.
  private mutating func name(_ end: String = "wav") -> String {
    count += 1
    let speaker = count % 2 == 0 ? "OAF" : "YAF"
    return "tess/\(speaker)_w\(count)_sad.\(end)"
  }

  private mutating func add(_ bytes: [UInt8], _ end: String = "wav") throws {
    try sandbox.write(name(end), bytes: bytes)
  }

  /// The good file with bytes of its header replaced.
  private func lying(_ offset: Int, _ bytes: [UInt8]) -> [UInt8] {
    var lie = good
    lie.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    return lie
  }

  mutating func fill() throws {
    try addFormats()
    try addNames()
    for cut in 0..<46 { try add(Array(good.prefix(cut))) }
    for offset in [4, 16, 20, 22, 24, 28, 32, 34, 40] {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        try add(lying(offset, [value, value]))
        try add(lying(offset + 1, [value]))
      }
    }
    var generator = SplitMix64(seed: 5)
    while count < 296 {
      var damaged = good
      for _ in 0...generator.index(below: 6) {
        damaged[generator.index(below: 60)] = UInt8(generator.index(below: 256))
      }
      try add(damaged, ["wav", "flac", "ogg", "mp3", "aiff"][generator.index(below: 5)])
    }
  }

  private mutating func addFormats() throws {
    let tone: [Float] = (0..<6_000).map { 0.4 * Float(sin(Double($0) / 9)) }
    for rate in [1, 1_000_000] {
      try AudioFile.write(
        Waveform(samples: tone, sampleRate: rate), to: sandbox.path + "/" + name(), as: .pcm16)
    }
    var poisoned = tone
    poisoned[100] = .nan
    try AudioFile.write(
      Waveform(samples: poisoned, sampleRate: 16_000), to: sandbox.path + "/" + name(), as: .float)
    for silence in [[Float](), [Float](repeating: 0, count: 4_000)] {
      try AudioFile.write(
        Waveform(samples: silence, sampleRate: 16_000), to: sandbox.path + "/" + name(), as: .pcm16)
    }
    try add(lying(22, [64, 0]))
    try add(lying(40, [0x00, 0xA0, 0xAE, 0x44]))  // ten hours of 16 kHz, 16 bit
    try add(Array("say the word".utf8))
  }

  private mutating func addNames() throws {
    let odd = ["OAF_it's \"quoted\"_sad.wav", "OAF_line\nbreak_sad.wav", "tab\tand\u{1B}[31m.wav"]
    for name in odd {
      try sandbox.write("tess/" + name, bytes: good)
      count += 1
    }
    let path = sandbox.path + "/tess/"
    let bytes: [CChar] = Array(path.utf8CString.dropLast()) + [-1, -2, 0x2E, 0x77, 0x61, 0x76, 0]
    if let handle = fopen(bytes, "w") { fclose(handle) }
    #expect(mkfifo(path + "OAF_pipe_sad.wav", 0o600) == 0)
    try sandbox.link("tess/OAF_loop_sad.wav", to: "OAF_loop_sad.wav")
    try sandbox.link("tess/back", to: "../tess")
    try sandbox.link("tess/OAF_gone_sad.wav", to: "nowhere.wav")
    try sandbox.write("tess/OAF_closed_sad.wav/inner.txt", "a folder named like a recording")
  }
}

@Suite("300 hostile files in one folder")
struct HostileCorpusTests {
  @Test("are each named, without a crash, a hang or much memory, and the good ones are used")
  func check() async throws {
    let sandbox = try Sandbox()
    var folder = try HostileFolder(sandbox)
    try folder.fill()
    #expect(folder.count >= 296)
    // Two gigabytes of address space: a header's promise of ten hours must not be believed.
    let call = "ulimit -v 2000000; exec timeout 60 \(Program.path) corpus check tess --data tess"
    let text = try await Program.tool(["bash", "-c", call], in: sandbox.path)
    #expect(text.exitCode == 1, "\(text.errors)")
    for line in text.output.split(separator: "\n") {
      #expect(!line.unicodeScalars.contains { $0.value < 32 }, "\(line)")
      let starts = ["tess: ", "left out", "mend", "note", "published", "not compared"]
      #expect(starts.contains { line.hasPrefix($0) }, "\(line)")
    }
    let json = try await Program.tool(["bash", "-c", call + " --json"], in: sandbox.path)
    let data = try json.data(by: "corpus-check.json")
    let problems = try #require(data["problems"] as? [[String: String]])
    let named = Set(problems.compactMap { $0["path"] })
    let kinds = Set(problems.compactMap { $0["kind"] })
    for kind in [
      "unreadable", "link-loop", "unparsable-name", "empty", "undecodable", "truncated", "silent",
    ] { #expect(kinds.contains(kind), "\(kind)") }
    for name in ["OAF_pipe_sad.wav", "OAF_loop_sad.wav", "OAF_gone_sad.wav", "back"] {
      #expect(named.contains(name), "\(name)")
    }
    #expect(try #require(data["utterances"] as? Int) >= 3)
    try everyFileIsAccountedFor(sandbox, data, named)
  }

  /// Each file is either used or named by a problem.
  private func everyFileIsAccountedFor(
    _ sandbox: Sandbox, _ data: [String: Any], _ named: Set<String>
  ) throws {
    let looked = try #require(data["recordings"] as? Int)
    let files = sandbox.names(in: "tess").filter { $0 != "OAF_closed_sad.wav" }
    let unnamed = files.count { !named.contains($0) }
    #expect(unnamed <= looked, "\(unnamed) files are not named and \(looked) were decoded")
  }
}
