import Corpora
import Foundation
import TestSupport
import Testing

@Suite("A folder's files are found once each, in one order")
struct FolderListingTests {
  @Test("Loops of links end and each file is listed once", .timeLimit(.minutes(1)))
  func loops() throws {
    let folder = try ScratchFolder()
    try folder.write("a/b/OAF_back_sad.wav")
    try folder.link("a/b/up", to: "../..")
    try folder.link("a/itself", to: "itself")
    try folder.link("first", to: "a/b")
    let listing = try FolderListing.scan(root: folder.path)
    #expect(listing.files.map(\.path) == ["a/b/OAF_back_sad.wav"])
    #expect(listing.problems.map(\.path) == ["a/b/up", "a/itself"])
    #expect(listing.problems.map(\.kind) == [.linkLoop, .unreadable])
  }

  @Test("A linked folder from elsewhere is read")
  func linkedFolder() throws {
    let (folder, elsewhere) = (try ScratchFolder(), try ScratchFolder())
    try elsewhere.write("x/OAF_back_sad.wav")
    try folder.link("linked", to: elsewhere.path)
    #expect(
      try FolderListing.scan(root: folder.path).files.map(\.path)
        == ["linked/x/OAF_back_sad.wav"])
  }

  @Test("Shallow files come first, then byte order; hidden files and __MACOSX are passed over")
  func order() throws {
    let folder = try ScratchFolder()
    for path in [
      "z.wav", "B.wav", "a.wav", "m/a.wav", ".hidden.wav", "__MACOSX/a.wav", "m/._a.wav",
    ] { try folder.write(path) }
    let listing = try FolderListing.scan(root: folder.path)
    #expect(listing.files.map(\.path) == ["B.wav", "a.wav", "z.wav", "m/a.wav"])
  }

  @Test("Names that are spelt with different bytes for one accent, and marks on dots, do not trap")
  func accents() throws {
    let folder = try ScratchFolder()
    for name in ["e\u{301}.wav", "\u{E9}.wav", "x.\u{301}wav", "d/\u{301}y.wav"] {
      try folder.write(name)
    }
    let listing = try FolderListing.scan(root: folder.path)
    #expect(listing.files.count == 4)
    #expect(listing.files.contains { $0.name == "\u{301}y.wav" && $0.stem == "\u{301}y" })
    let report = try ChecksumListing(entries: []).compare(root: folder.path)
    #expect(report.extra.count >= 2)
    #expect(throws: CorpusError.self) { try CorpusReader.read(name: "tess", root: folder.path) }
  }

  @Test("A name that is not UTF-8 is a problem, and quotes and line breaks in names are not")
  func hostileNames() throws {
    let folder = try ScratchFolder()
    try folder.write("it's \"quoted\"\nand broken.wav")
    let bytes: [CChar] = Array(folder.path.utf8CString.dropLast()) + [0x2F, -1, -2, 0x2E, 0x77, 0]
    let handle = try #require(fopen(bytes, "w"))
    fclose(handle)
    let listing = try FolderListing.scan(root: folder.path)
    #expect(listing.files.map(\.path) == ["it's \"quoted\"\nand broken.wav"])
    #expect(listing.problems.map(\.kind) == [.unparsableName])
  }
}
