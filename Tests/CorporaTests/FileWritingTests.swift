import Corpora
import Foundation
import TestSupport
import Testing

@Suite("A file is written whole or not at all")
struct FileWritingTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func names(in folder: ScratchFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("new, in place of another, and of no bytes, with nothing left beside it")
  func contents() throws {
    let folder = try ScratchFolder()
    for content in [[1, 2, 3], [UInt8](repeating: 7, count: 100_000), [], [9]] {
      try FileBytes.write(content, to: folder.path + "/x")
      #expect(try bytes(folder.path + "/x") == content)
      #expect(try names(in: folder) == ["x"])
    }
  }

  @Test("what a killed writing left beside it is taken away, and a link there is not followed")
  func leftovers() throws {
    let folder = try ScratchFolder()
    try folder.write(".x.part", String(repeating: "left", count: 100))
    try FileBytes.write([1], to: folder.path + "/x")
    #expect(try names(in: folder) == ["x"])
    try folder.write("other", "other")
    try folder.link(".x.part", to: folder.path + "/other")
    try FileBytes.write([2], to: folder.path + "/x")
    #expect(try names(in: folder) == ["other", "x"])
    #expect(try bytes(folder.path + "/x") == [2])
    #expect(try bytes(folder.path + "/other") == Array("other".utf8))
  }

  @Test("into the file that a link leads to, and the link stays; one that leads nowhere does not")
  func links() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("deep/file", "old")
    try folder.link("near", to: file)
    try folder.link("far", to: folder.path + "/near")
    try FileBytes.write([1], to: folder.path + "/far")
    let manager = FileManager.default
    #expect(try bytes(file) == [1] && names(in: folder) == ["deep", "far", "near"])
    #expect(try manager.destinationOfSymbolicLink(atPath: folder.path + "/near") == file)
    #expect(try manager.contentsOfDirectory(atPath: folder.path + "/deep") == ["file"])
    try folder.link("lost", to: folder.path + "/nobody")
    try FileBytes.write([2], to: folder.path + "/lost")
    #expect(try bytes(folder.path + "/lost") == [2])
    #expect(throws: FileFailure.self) {
      try folder.link("folder", to: folder.path + "/deep")
      try FileBytes.write([3], to: folder.path + "/folder")
    }
  }

  @Test("several writers of one file at once leave the whole of one of their texts")
  func atOnce() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/x"
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      for _ in 0..<3 {
        do throws(FileFailure) {
          try FileBytes.write([UInt8](repeating: UInt8(writer), count: 200_000), to: path)
        } catch {
          Issue.record("\(error.reason)")
        }
      }
    }
    let found = try bytes(path)
    #expect(found.count == 200_000)
    #expect(Set(found).count == 1)
    #expect(try names(in: folder) == ["x"])
  }

  @Test("a lock that somebody holds on its folder is none of its business", .timeLimit(.minutes(1)))
  func lockedFolder() throws {
    let folder = try ScratchFolder()
    let held = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(held) }
    try #require(flock(held, LOCK_EX) == 0)
    try FileBytes.write([1], to: folder.path + "/x")
    #expect(try bytes(folder.path + "/x") == [1])
  }

  @Test("whoever is writing it is waited for, and what was written since is not taken away")
  func waiting() throws {
    let folder = try ScratchFolder()
    let path = folder.path
    try folder.write(".x.part", "first")
    let held = open(path + "/.x.part", O_RDONLY)
    try #require(flock(held, LOCK_EX) == 0)
    let second = DispatchGroup()
    DispatchQueue.global().async(group: second) {
      do throws(FileFailure) {
        try FileBytes.write([2], to: path + "/x")
      } catch {
        Issue.record("\(error.reason)")
      }
    }
    #expect(second.wait(timeout: .now() + .milliseconds(20)) == .timedOut)
    #expect(!FileManager.default.fileExists(atPath: path + "/x"))
    #expect(try bytes(path + "/.x.part") == Array("first".utf8))
    try #require(rename(path + "/.x.part", path + "/y") == 0)
    close(held)
    second.wait()
    #expect(try bytes(path + "/x") == [2])
    #expect(try bytes(path + "/y") == Array("first".utf8))
    #expect(try names(in: folder) == ["x", "y"])
  }

  @Test(
    "its name may be as long as the system lets it be",
    arguments: ["x", "\u{E9}", "\u{1F600}"])
  func longNames(character: String) throws {
    let folder = try ScratchFolder()
    let name = String(repeating: character, count: 255 / character.utf8.count)
    try FileBytes.write([1], to: folder.path + "/" + name)
    #expect(try names(in: folder) == [name])
    #expect(throws: FileFailure.self) {
      try FileBytes.write([1], to: folder.path + "/" + name + character)
    }
    #expect(try names(in: folder) == [name])
  }

  @Test("what stands beside it and cannot be taken away is named")
  func immovable() throws {
    let folder = try ScratchFolder()
    try folder.write(".x.part/inside")
    let error = #expect(throws: FileFailure.self) {
      try FileBytes.write([1], to: folder.path + "/x")
    }
    #expect(error?.reason == "Is a directory")
    #expect(try names(in: folder) == [".x.part"])
  }

  @Test("a folder and a device stay what they are")
  func othersStay() throws {
    let folder = try ScratchFolder()
    try folder.write("taken/inside")
    for path in [folder.path + "/taken", "/dev/null"] {
      let error = #expect(throws: FileFailure.self) { try FileBytes.write([1], to: path) }
      #expect(error?.reason == "a folder or a device stands there")
    }
    #expect(try names(in: folder) == ["taken"])
  }

  @Test("more is added to its end, and a file that is not there is made")
  func appending() throws {
    let path = try ScratchFolder()
    try FileBytes.append([1, 2], to: path.path + "/x")
    try FileBytes.append([3], to: path.path + "/x")
    #expect(try bytes(path.path + "/x") == [1, 2, 3])
  }

  @Test("what goes wrong has the system's words and a next step that fits")
  func words() throws {
    let folder = try ScratchFolder()
    try folder.write("file")
    let missing = #expect(throws: FileFailure.self) {
      try FileBytes.write([1], to: folder.path + "/none/x")
    }
    #expect(missing?.reason == "No such file or directory")
    #expect(missing?.nextStep.hasPrefix("Create its folder") == true)
    let below = #expect(throws: FileFailure.self) {
      try FileBytes.write([1], to: folder.path + "/file/x")
    }
    #expect(below?.reason == "Not a directory")
    #expect(below?.nextStep.hasPrefix("A file stands where its folder should be") == true)
    let full = #expect(throws: FileFailure.self) { try FileBytes.append([1], to: "/dev/full") }
    #expect(full?.reason == "No space left on device")
    #expect(full?.nextStep.hasPrefix("Free some space") == true)
    #expect(try names(in: folder) == ["file"])
  }

  @Test(
    "what Foundation says has the system's words too",
    arguments: [("/etc/passwd/none", "Not a directory"), ("/proc/none", "No such file")])
  func foundation(path: String, words: String) throws {
    let error = #expect(throws: (any Error).self) {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    }
    let failure = FileFailure(try #require(error))
    #expect(failure.reason.hasPrefix(words), "\(failure.reason)")
    let denied = FileFailure(POSIXError(.EACCES))
    #expect(denied.reason == "Permission denied")
    #expect(denied.nextStep.hasPrefix("Allow writing there"))
  }
}
