import Audio
import Fingerprints
import Foundation
import Randomness
import TestSupport
import Testing

/// A seeded sample of real recordings, decoded once.
private enum Sample {
  /// 60 recordings of TESS and 12 of RAVDESS.
  static let waveforms = Result {
    var generator = SplitMix64(seed: 12)
    let names =
      try generator.shuffled(RealRecordings.paths("tess")).prefix(60)
      + generator.shuffled(RealRecordings.paths("ravdess")).prefix(12)
    return try names.map { try AudioFile.read(path: $0) }
  }

  static let prints = Result { try waveforms.get().map { try Fingerprint(of: $0) } }

  static func known(_ name: String) throws -> Fingerprint {
    let path = try #require(
      try RealRecordings.paths("ravdess/Actor_07").first { $0.hasSuffix(name) })
    return try Fingerprint(of: AudioFile.read(path: path))
  }
}

@Suite(
  "Near-duplicates of real recordings",
  .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA does not name a folder of recordings"))
struct RealRecordingsTests {
  @Test("There is no pair among different recordings, and every one can be compared")
  func noFalsePair() throws {
    let prints = try Sample.prints.get()
    let comparable = prints.count { $0.isComparable }
    #expect(comparable == 72)
    #expect(NearDuplicates(among: prints).pairs.isEmpty)
  }

  @Test("A changed copy is found whatever was done to it", arguments: Transform.claimed)
  func found(transform: Transform) throws {
    let (waveforms, prints) = (try Sample.waveforms.get(), try Sample.prints.get())
    let chosen = [0, 17, 34, 51, 61, 70]
    let copies = try chosen.map {
      try Fingerprint(of: transform.apply(waveforms[$0], UInt64($0)))
    }
    let near = NearDuplicates(among: prints + copies)
    #expect(
      near.pairs.map { [$0.left, $0.right] }
        == chosen.enumerated().map { [$1, prints.count + $0] })
  }

  @Test("RAVDESS' known pair is one recording")
  func knownPair() throws {
    let pair = [
      try Sample.known("03-01-03-01-02-01-07.wav"), try Sample.known("03-01-03-01-02-02-07.wav"),
    ]
    #expect(NearDuplicates(among: pair).groups == [[0, 1]])
  }
}
