import Audio
import Foundation
import TestSupport
import Testing

@Suite("Writing")
struct WritingTests {
  private let tone = Waveform(
    samples: SoundWriter.tone(440, rate: 16_000, count: 4_000), sampleRate: 16_000)

  @Test("float comes back bit for bit, 16-bit to half a step and stable from then on")
  func roundTrip() throws {
    let folder = try ScratchFolder()
    let path = folder.file("out.wav")
    try AudioFile.write(tone, to: path, as: .float)
    #expect(try AudioFile.read(path: path) == tone)
    try AudioFile.write(tone, to: path, as: .pcm16)
    let once = try AudioFile.read(path: path)
    #expect(zip(once.samples, tone.samples).allSatisfy { abs($0 - $1) <= 0.5 / 32_768 })
    try AudioFile.write(once, to: path, as: .pcm16)
    #expect(try AudioFile.read(path: path) == once)
    #expect(try AudioFile.info(path: path).subtype == "PCM_16")
  }

  @Test("16-bit limits what is beyond full scale instead of wrapping round")
  func limiting() throws {
    let folder = try ScratchFolder()
    let path = folder.file("loud.wav")
    try AudioFile.write(
      Waveform(samples: [2, -2, 1, -1, 0], sampleRate: 8_000), to: path, as: .pcm16)
    let back = try AudioFile.read(path: path)
    let highest: Float = 32_767 / 32_768
    #expect(back.samples == [highest, -1, highest, -1, 0])
  }

  @Test(
    "who may read the file follows from the umask", arguments: [0o022, 0o077, 0o002] as [mode_t])
  func modes(mask: mode_t) async throws {
    let folder = try ScratchFolder()
    let path = folder.file("out.wav")
    try await OwnMask.run(mask) { try AudioFile.write(tone, to: path) }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o666 & ~mask)
  }

  @Test("many threads may write one file: it is whole, and nothing else stays behind")
  func contention() throws {
    let folder = try ScratchFolder()
    let path = folder.file("out.wav")
    let waves = (0..<16).map { index in
      Waveform(samples: tone.samples.map { $0 * Float(index) / 16 }, sampleRate: 16_000)
    }
    var errors = [String?](repeating: nil, count: waves.count)
    errors.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let errors = buffer
      DispatchQueue.concurrentPerform(iterations: waves.count) { index in
        do { try AudioFile.write(waves[index], to: path, as: .float) } catch {
          errors[index] = "\(error)"
        }
      }
    }
    #expect(errors.compactMap { $0 } == [])
    #expect(waves.contains(try AudioFile.read(path: path)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.wav"])
  }

  @Test("a temporary file that a killed process left is passed over and stays")
  func leftovers() throws {
    let folder = try ScratchFolder()
    let path = folder.file("out.wav")
    let left = try folder.write("out.wav.\(getpid())-0", bytes: [1, 2, 3])
    try AudioFile.write(tone, to: path, as: .float)
    #expect(try AudioFile.read(path: path) == tone)
    #expect(try Data(contentsOf: URL(fileURLWithPath: left)) == Data([1, 2, 3]))
  }

  @Test("a full disk is named, and no temporary file stays behind")
  func fullDisk() throws {
    #expect(throws: AudioError.diskFull(source: "/dev/full")) {
      try AudioFile.write(tone, to: "/dev/full")
    }
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("taken"), withIntermediateDirectories: true)
    #expect(throws: AudioError.directory(source: folder.file("taken"))) {
      try AudioFile.write(tone, to: folder.file("taken"))
    }
    let nowhere = folder.file("no/such/folder.wav")
    #expect {
      try AudioFile.write(tone, to: nowhere)
    } throws: { error in
      (error as? AudioError)?.code == "not-writable"
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
  }

  @Test("what is no file name is refused, and nothing is written")
  func noFileName() {
    for path in ["", "out\0.wav"] {
      #expect(throws: AudioError.notWritable(source: path, reason: "not a file name")) {
        try AudioFile.write(tone, to: path)
      }
    }
  }

  @Test("a sample rate that no WAV file can have is refused, and nothing is written")
  func impossibleRates() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("rate.wav")
    for rate in [0, -16_000, Int(UInt32.max) + 1, .max] {
      let waveform = Waveform(samples: [0.5], sampleRate: rate)
      let error = #expect(throws: AudioError.self) { try AudioFile.write(waveform, to: path) }
      #expect(error?.description.contains("found \(rate) Hz") == true)
      #expect(!FileManager.default.fileExists(atPath: path))
      for encoding in WaveEncoding.allCases {
        #expect(waveform.waveBytes(as: encoding).count > 44)
      }
    }
  }

  @Test("a pipe that stands there is written to and stays a pipe")
  func pipe() throws {
    let folder = try ScratchFolder()
    let path = folder.file("pipe.wav")
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    // Fewer bytes than a pipe holds, so that nobody waits.
    try AudioFile.write(tone, to: path)
    var heard = [UInt8](repeating: 0, count: 20_000)
    let count = read(reader, &heard, heard.count)
    #expect(Array(heard.prefix(max(0, count))) == tone.waveBytes(as: .pcm16))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["pipe.wav"])
  }

  @Test("a file that stands there is replaced whole, however much longer it was")
  func replaces() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("out.wav", bytes: [UInt8](repeating: 7, count: 100_000))
    try AudioFile.write(tone, to: path, as: .pcm16)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(tone.waveBytes(as: .pcm16)))
  }
}
