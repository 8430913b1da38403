import Corpora
import TestSupport
import Testing

extension ChecksumListing {
  /// Compares the recordings below a folder by their bytes.
  func compare(root: String) throws -> IntegrityReport {
    let listing = try FolderListing.scan(root: root)
    let hashes = try listing.recordings.map {
      ($0.path, try FileHash.sha256(path: listing.root + "/" + $0.path))
    }
    return compare(
      files: listing.recordings, hashes: Dictionary(hashes) { first, _ in first })
  }
}

@Suite("Files are compared with the publisher's listing")
struct IntegrityTests {
  private func entry(_ name: String, _ text: String) -> ChecksumListing.Entry {
    .init(name: name, sha256: SHA256.hex(of: text.utf8), bytes: text.utf8.count)
  }

  @Test("Missing, altered, renamed, extra and doubled files are each told apart")
  func kinds() throws {
    let folder = try ScratchFolder()
    let listing = ChecksumListing(
      entries: ["a", "b", "c", "d"].map { entry("\($0).wav", "bytes of \($0)") })
    try folder.write("a.wav", "bytes of a")
    try folder.write("nested/a.wav", "bytes of a")
    try folder.write("b.wav", "other bytes")
    try folder.write("renamed.wav", "bytes of c")
    try folder.write("new.wav", "new bytes")
    try folder.write("notes.txt", "not a recording")
    let report = try listing.compare(root: folder.path)
    #expect(report.matched == 1)
    #expect(report.missing.map(\.name) == ["c.wav", "d.wav"])
    #expect(report.altered.map(\.path) == ["b.wav"])
    #expect(report.altered[0].expected.bytes == 10)
    #expect(report.altered[0].bytes == 11)
    #expect(
      report.extra.map { "\($0.path) \($0.sameAs ?? "-")" } == ["new.wav -", "renamed.wav c.wav"])
    #expect(report.duplicates.map(\.paths) == [["a.wav", "nested/a.wav"]])
    #expect(report.duplicates.map(\.isOfficial) == [false])
  }

  @Test("A pair that the publisher ships twice is marked as the publisher's")
  func officialPair() throws {
    let folder = try ScratchFolder()
    let listing = ChecksumListing(entries: [entry("a.wav", "same"), entry("b.wav", "same")])
    try folder.write("a.wav", "same")
    try folder.write("b.wav", "same")
    let report = try listing.compare(root: folder.path)
    #expect(report.duplicates.map(\.isOfficial) == [true])
    #expect(report.missing.isEmpty && report.altered.isEmpty && report.extra.isEmpty)
  }

  @Test(
    "The committed listings are whole",
    arguments: [("tess", 2800), ("ravdess", 1440), ("emodb", 535), ("crema-d", 7442)])
  func listings(corpus: String, count: Int) throws {
    let path = Repository.root + "/datasets/\(corpus)/checksums.tsv"
    #expect(try ChecksumListing.load(path: path).entries.count == count)
  }

  @Test("A listing with a broken hash is an error with its line")
  func brokenListing() throws {
    let folder = try ScratchFolder()
    try folder.write("checksums.tsv", "file\tsha256\tbytes\na.wav\tabc\t12\n")
    let error = try #require(throws: CorpusError.self) {
      try ChecksumListing.load(path: folder.path + "/checksums.tsv")
    }
    guard case .tableMalformed(_, 2, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test("A hash is of ASCII digits: wide ones of the same number of bytes are refused")
  func wideDigits() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/checksums.tsv"
    for (hash, isGood) in [
      (String(repeating: "0", count: 61) + "\u{FF11}", false),
      (String(repeating: "0F", count: 32), true),
    ] {
      try folder.write("checksums.tsv", "file\tsha256\tbytes\na.wav\t\(hash)\t12\n")
      #expect(hash.utf8.count == 64)
      #expect(((try? ChecksumListing.load(path: path)) != nil) == isGood, "\(hash)")
    }
  }

  @Test("One hash stands for a corpus: folders do not matter, bytes do")
  func combined() throws {
    let (one, other) = (try ScratchFolder(), try ScratchFolder())
    try one.write("OAF_back_sad.wav", "x")
    try other.write("deep/OAF_back_sad.wav", "x")
    let hash = try combinedHash(one)
    #expect(try combinedHash(other) == hash)
    #expect(hash == SHA256.hex(of: "OAF_back_sad\t\(SHA256.hex(of: "x".utf8))\n".utf8))
    try other.write("deep/OAF_back_sad.wav", "y")
    #expect(try combinedHash(other) != hash)
  }

  private func combinedHash(_ folder: ScratchFolder) throws -> String {
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    let hashes = try corpus.utterances.map {
      ($0.id, try FileHash.sha256(path: corpus.root + "/" + $0.path))
    }
    return ContentHashes(byName: Dictionary(uniqueKeysWithValues: hashes)).combined
  }

  @Test(
    "The real TESS is official but for two files, and hashes within seconds",
    .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA is not set"))
  func realTESS() throws {
    let listing = try ChecksumListing.load(path: Repository.root + "/datasets/tess/checksums.tsv")
    let clock = ContinuousClock()
    var report: IntegrityReport?
    let time = try clock.measure {
      report = try listing.compare(root: RealRecordings.corpus("tess"))
    }
    print("hashing TESS took \(time)")
    let found = try #require(report)
    #expect(found.matched == 2798)
    #expect(found.missing.map(\.name) == ["OAF_back_angry.wav", "YAF_beg_sad.wav"])
    #expect(found.altered.isEmpty && found.extra.isEmpty && found.duplicates.isEmpty)
  }

  @Test(
    "RAVDESS' known pair is found and is the publisher's",
    .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA is not set"))
  func realRAVDESS() throws {
    let listing = try ChecksumListing.load(
      path: Repository.root + "/datasets/ravdess/checksums.tsv")
    let report = try listing.compare(root: RealRecordings.corpus("ravdess"))
    #expect(report.matched == 360)
    #expect(report.duplicates.map(\.isOfficial) == [true])
    #expect(
      report.duplicates.map(\.paths) == [
        ["Actor_07/03-01-03-01-02-01-07.wav", "Actor_07/03-01-03-01-02-02-07.wav"]
      ])
  }
}
