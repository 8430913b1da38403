import Audio
import CSndfile
import Foundation
import TestSupport
import Testing

@Suite("The length and the damages of MP3 files")
struct MPEGLengthTests {
  /// Two seconds.
  private static let count = 32_000
  private let folder: ScratchFolder
  private let bytes: [UInt8]

  init() throws {
    folder = try ScratchFolder()
    let path = folder.file("whole.mp3")
    try SoundWriter.write(
      [Self.noise(Self.count).map { Float($0) / 255 - 0.5 }], rate: 16_000,
      container: Int(SF_FORMAT_MPEG), encoding: Int(SF_FORMAT_MPEG_LAYER_III), to: path)
    bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private static func noise(_ count: Int) -> [UInt8] {
    var state: UInt64 = 42
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 33 & 0xFF)
    }
  }

  /// Where the header with the number of frames stands.
  private var place: Int {
    get throws {
      try #require(
        (0..<100).first {
          bytes[$0...].starts(with: "Xing".utf8) || bytes[$0...].starts(with: "Info".utf8)
        })
    }
  }

  /// How many samples come out of `bytes`.
  private func read(_ bytes: [UInt8]) throws -> Int {
    try AudioFile.read(path: folder.write("file.mp3", bytes: bytes)).samples.count
  }

  private func expectTruncated(_ bytes: [UInt8], promised: Int = count) {
    let error = #expect(throws: AudioError.self) { try read(bytes) }
    guard case .truncated(folder.file("file.mp3"), promised, let held, .frames) = error else {
      Issue.record("not truncated: \(String(describing: error))")
      return
    }
    #expect(held < promised)
  }

  @Test("a file that stops before the frames that its header counts is truncated")
  func truncated() throws {
    #expect(try read(bytes) == Self.count)
    for part in [0.3, 0.5, 0.8] {
      expectTruncated(Array(bytes.prefix(Int(part * Double(bytes.count)))))
    }
    // Behind a tag, too, and where bytes in the middle are gone.
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 1, 2] + [UInt8](repeating: 0, count: 130)
    #expect(try read(tag + bytes) == Self.count)
    expectTruncated(tag + bytes.prefix(bytes.count / 2))
    expectTruncated(Array(bytes[..<(bytes.count / 3)] + bytes[(bytes.count / 2)...]))
  }

  @Test("a last frame that is cut is no loss")
  func lastFrame() throws {
    for missing in [1, 50, 150] {
      #expect(try read(bytes.dropLast(missing)) > Self.count - 3 * 576)
    }
  }

  @Test("a file without a header that counts frames promises nothing")
  func withoutHeader() throws {
    var none = bytes
    for offset in 0..<4 { none[try place + offset] = 0 }
    var flag = bytes
    flag[try place + 7] &= 0xFE
    var zero = bytes
    for offset in 8..<12 { zero[try place + offset] = 0 }
    // One that stands elsewhere, which the decoder does not read.
    let moved = bytes[..<(try place)] + [0, 0] + bytes[(try place)..<100] + bytes[102...]
    for other in [none, flag, zero, Array(moved)] {
      let whole = try read(other)
      #expect(try read(Array(other.prefix(other.count / 2))) < whole)
    }
  }

  /// An MP3 of variable bit rate, a second of noise and two of a tone, and where its first frame of
  /// audio begins, behind the header that counts frames.
  private func variable() throws -> (bytes: [UInt8], start: Int) {
    let path = folder.file("variable.mp3")
    var header = SF_INFO()
    (header.samplerate, header.channels) = (16_000, 1)
    header.format = Int32(Int(SF_FORMAT_MPEG) | Int(SF_FORMAT_MPEG_LAYER_III))
    let handle = try #require(sf_open(path, Int32(SFM_WRITE), &header))
    var mode = Int32(SF_BITRATE_MODE_VARIABLE)
    sf_command(handle, Int32(SFC_SET_BITRATE_MODE), &mode, Int32(MemoryLayout<Int32>.size))
    let loud = Self.noise(16_000).map { Float($0) / 255 - 0.5 }
    let quiet = SoundWriter.tone(300, rate: 16_000, count: 32_000, level: 0.01)
    #expect(sf_writef_float(handle, loud + quiet, 48_000) == 48_000)
    sf_close(handle)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    // The second header of the first one's version.
    let second = bytes.indices.dropFirst(4).first { bytes[$0...].starts(with: bytes[..<2]) }
    return (bytes, try #require(second))
  }

  @Test("a variable bit rate is heard to its end without a header that counts frames")
  func variableWithoutHeader() throws {
    let (bytes, start) = try variable()
    let whole = try AudioFile.read(bytes: bytes, name: "whole").samples
    #expect(whole.count == 48_000)
    let none = Array(bytes[start...])
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 1, 2] + [UInt8](repeating: 0, count: 130)
    let end = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    let zeros = [UInt8](repeating: 0, count: 3_000)
    for (kind, other) in [
      ("none", none), ("tag", tag + none), ("end", none + end), ("zeros", none + zeros),
    ] {
      let path = try folder.write("file.mp3", bytes: other)
      let heard = try AudioFile.readWithInfo(path: path)
      #expect(heard.info.frames == heard.waveform.samples.count, "\(kind)")
      let isSameInMemory = try AudioFile.read(bytes: other, name: kind) == heard.waveform
      #expect(isSameInMemory, "\(kind)")
      // The same samples, behind those that the encoder has added.
      let added = heard.waveform.samples.dropFirst(576)
      let isSame = added.prefix(40_000) == whole.prefix(40_000)
      #expect(isSame, "\(kind)")
      #expect(added.count >= whole.count, "\(kind)")
    }
  }

  @Test("damage is told in one line by this program, and nothing is printed by the decoder")
  func damage() throws {
    let (third, noise) = (bytes.count / 3, Self.noise(1_500).map { $0 & 0x7F })
    let damaged = Array(bytes[..<third] + noise + bytes[(third + noise.count)...])
    let path = try folder.write("damaged.mp3", bytes: damaged)
    let cut = try folder.write("cut.mp3", bytes: Array(bytes.prefix(bytes.count / 2)))
    let text = try folder.write("none.mp3", bytes: [0xFF, 0xFB, 0x90, 0x64] + noise)
    var errors: [AudioError?] = []
    let printed = try standardError {
      for file in [path, cut, text] {
        do {
          _ = try AudioFile.read(path: file)
          errors.append(nil)
        } catch { errors.append(error as? AudioError) }
      }
      DispatchQueue.concurrentPerform(iterations: 16) { _ in _ = try? AudioFile.read(path: path) }
    }
    #expect(errors.first == .undecodable(source: path, reason: "damaged MPEG data"))
    #expect(errors.map(\.?.code) == ["undecodable", "truncated", "not-audio"])
    for word in ["mpg123", "MPEG", "resync", "Xing"] { #expect(!printed.contains(word)) }
    // Everybody else is heard before and behind, as soon as no other test decodes.
    let isHeard = try (0..<200).contains { _ in
      let heard = try standardError { perror("heard") }.contains("heard")
      if !heard { usleep(10_000) }
      return heard
    }
    #expect(isHeard)
  }

  /// What is written to standard error meanwhile.
  private func standardError(_ work: () throws -> Void) throws -> String {
    let path = folder.file("printed")
    let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    let usual = dup(2)
    try #require(file >= 0 && usual >= 0)
    dup2(file, 2)
    defer {
      dup2(usual, 2)
      close(usual)
      close(file)
    }
    try work()
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}
