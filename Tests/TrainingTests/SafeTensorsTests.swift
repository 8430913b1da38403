import Foundation
import Networks
import TestSupport
import Testing
import Training

@Suite struct SafeTensorsTests {

  private func sample() throws -> SafeTensors {
    SafeTensors(
      arrays: [
        try NamedArray(name: "b", shape: [2, 3], values: [1, 2, 3, -4.5, .pi, 0]),
        try NamedArray(name: "a", shape: [], values: [7]),
        try NamedArray(name: "c", shape: [0, 4], values: []),
      ], metadata: ["format": "test", "note": "ä \"quoted\""])
  }

  @Test func whatIsWrittenIsRead() throws {
    let read = try SafeTensors(bytes: Array(sample().encoded()), path: "memory")
    #expect(read.arrays == (try sample().arrays.sorted { $0.name < $1.name }))
    #expect(read.metadata == (try sample().metadata))
  }

  @Test("a file that could not be read again is not written", arguments: ["a", "__metadata__"])
  func namesThatCollide(name: String) throws {
    let arrays = try sample().arrays + [NamedArray(name: name, shape: [1], values: [1])]
    let error = #expect(throws: TrainingError.self) { try SafeTensors(arrays: arrays).encoded() }
    #expect(error?.description.contains("named \(name),") == true)
  }

  @Test func theLayoutIsThatOfTheFormat() throws {
    // Header length, JSON header padded to 8 bytes, then arrays in the order of their offsets.
    let data = try sample().encoded()
    let length = Int(data[0]) | Int(data[1]) << 8
    #expect(data.prefix(8).dropFirst(2).allSatisfy { $0 == 0 })
    #expect((8 + length) % 8 == 0)
    #expect(data.count == 8 + length + 7 * 4)
    let header = try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any]
    let entry = header?["b"] as? [String: Any]
    #expect(entry?["dtype"] as? String == "F32")
    #expect(entry?["shape"] as? [Int] == [2, 3])
    #expect(entry?["data_offsets"] as? [Int] == [4, 28])
  }

  @Test("a seal holds through a file and breaks with any bit of a number and any text")
  func seal() throws {
    let sealed = try sample().sealed()
    #expect(try !sample().isSealed)
    let data = try sealed.encoded()
    let read = try SafeTensors(bytes: Array(data), path: "memory")
    #expect(read.isSealed)
    #expect(read.sealed().metadata == read.metadata)
    for bit in 0..<7 * 32 {
      var flipped = data
      flipped[data.count - 1 - bit / 8] ^= 1 << (bit % 8)
      #expect(try !SafeTensors(bytes: Array(flipped), path: "flipped").isSealed)
    }
    for (key, text) in [("note", "another"), ("further", "")] {
      let changed = SafeTensors(
        arrays: read.arrays, metadata: read.metadata.merging([key: text]) { $1 })
      #expect(!changed.isSealed)
    }
    #expect(!SafeTensors(arrays: read.arrays.dropLast(), metadata: read.metadata).isSealed)
  }

  @Test func everyTruncationIsAnErrorAndNoTrap() throws {
    let data = try sample().encoded()
    for count in 0..<data.count {
      #expect(throws: TrainingError.self) {
        try SafeTensors(bytes: Array(data.prefix(count)), path: "short")
      }
    }
  }

  @Test(arguments: [
    #"{"a":{"dtype":"F32","shape":[9223372036854775807,8],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
    #"{"a":3}"#, "[]", "not JSON",
  ])
  func aLyingHeaderIsAnErrorAndNoTrap(header: String) {
    let bytes = Self.bytes(header: header, body: 4)
    #expect(throws: TrainingError.self) { try SafeTensors(bytes: bytes, path: "lying") }
  }

  @Test(
    "an array of another type is named with it, the first in the file of several",
    arguments: ["F16", "BF16", "F64", "I64", "U8"])
  func otherTypes(type: String) {
    let entry = { (name: String, start: Int) in
      Self.entry(name, [2], start, start + 8).replacing("F32", with: type)
    }
    // By the names, a would come first.
    let header = "{" + [entry("a", 24), entry("c", 16), entry("b", 8)].joined(separator: ",") + "}"
    for _ in 0..<20 {
      let error = #expect(throws: TrainingError.self) {
        try SafeTensors(bytes: Self.bytes(header: header, body: 32), path: "m")
      }
      let words = "b is \(type) [2], expected F32"
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }

  @Test(
    "a count is read as PyTorch writes it, of 8 bytes and without axes",
    arguments: [0, 1, 1200, 1 << 24, -3, 1 << 40] as [Int64])
  func counts(count: Int64) throws {
    let entries = [
      Self.entry("w", [1], 0, 4), Self.entry("n", [], 4, 12).replacing("F32", with: "I64"),
    ]
    let header = "{" + entries.joined(separator: ",") + "}"
    var bytes = Self.bytes(header: header, body: 12)
    bytes.replaceSubrange(
      (bytes.count - 8)..., with: withUnsafeBytes(of: count.littleEndian) { Array($0) })
    let read = try SafeTensors(bytes: bytes, path: "memory")
    #expect(read.arrays.map(\.name) == ["n", "w"] && read.arrays[0].shape.isEmpty)
    #expect(read.arrays.map(\.values) == [[Float(count)], [0]])
    // Four of its bytes are no count.
    let half = header.replacing("[4,12]", with: "[4,8]")
    #expect(throws: TrainingError.self) {
      try SafeTensors(bytes: Self.bytes(header: half, body: 8), path: "half")
    }
  }

  private static func bytes(header: String, body: Int) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    return length + Array(header.utf8) + [UInt8](repeating: 0, count: body)
  }

  private static func entry(_ name: String, _ shape: [Int], _ start: Int, _ end: Int) -> String {
    #""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
  }

  @Test(
    "each byte behind the header belongs to one array",
    arguments: [
      // A hole, an array within another, the same bytes twice, and bytes before and behind all.
      ([entry("a", [1], 0, 4), entry("b", [1], 8, 12)], 12, "b begins at byte 8 behind"),
      ([entry("a", [2], 0, 8), entry("b", [1], 4, 8)], 8, "expected 8, where the array before it"),
      ([entry("a", [1], 0, 4), entry("b", [1], 0, 4)], 4, "b begins at byte 0 behind"),
      ([entry("a", [1], 0, 4), entry("b", [0], 2, 2)], 4, "b begins at byte 2 behind"),
      ([entry("a", [1], 4, 8)], 8, "a begins at byte 4 behind the header, expected 0"),
      ([entry("a", [1], 0, 4)], 5, "end at byte 4 behind the header, and the file goes on to byte"),
      ([], 1, "its arrays end at byte 0 behind the header"),
    ] as [([String], Int, String)])
  func noHoles(entries: [String], body: Int, words: String) {
    let bytes = Self.bytes(header: "{" + entries.joined(separator: ",") + "}", body: body)
    let error = #expect(throws: TrainingError.self) { try SafeTensors(bytes: bytes, path: "m") }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test("arrays may follow in any order, those without a number anywhere between the others")
  func anyOrder() throws {
    let entries = [
      Self.entry("z", [1], 0, 4), Self.entry("b", [0, 3], 4, 4), Self.entry("y", [0], 0, 0),
      Self.entry("a", [2], 4, 12), Self.entry("x", [0], 12, 12),
    ]
    let header = "{" + entries.joined(separator: ",") + "}"
    var bytes = Self.bytes(header: header, body: 12)
    bytes[8 + header.utf8.count + 3] = 0x40
    let read = try SafeTensors(bytes: bytes, path: "memory")
    #expect(read.arrays.map(\.name) == ["a", "b", "x", "y", "z"])
    #expect(read.arrays.map(\.values) == [[0, 0], [], [], [], [2]])
  }

  @Test("a byte behind a sealed file is noticed")
  func trailingByte() throws {
    let whole = try Array(sample().sealed().encoded())
    let error = #expect(throws: TrainingError.self) {
      try SafeTensors(bytes: whole + [0], path: "longer")
    }
    #expect(error?.description.contains("the file goes on to byte 29") == true)
  }

  @Test("of a file that is far too large, no more is read than shows that it is none")
  func largeFiles() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("large")
    let size = 1 << 40
    func length(_ count: UInt64) -> [UInt8] {
      withUnsafeBytes(of: count.littleEndian) { Array($0) }
    }
    let all = size - 8 - 1024
    let padded = { (entry: String) in
      let text = "{" + entry + "}"
      return text + String(repeating: " ", count: 1024 - text.utf8.count)
    }
    let starts: [(start: [UInt8], words: String)] = [
      (length(0), "no JSON object of arrays"),
      (length(50 << 30), "the header claims 53687091200 bytes, expected at most 16777216"),
      (length(1 << 41), "the header claims 2199023255552 bytes and the file has 1099511627776"),
      (length(1 << 63), "the header claims 9223372036854775808 bytes and the file has"),
      (length(1024) + padded(Self.entry("a", [1], 0, 4)).utf8, "its arrays end at byte 4 behind"),
      (
        length(1024) + padded(Self.entry("a", [all / 4], 0, all)).utf8,
        "its arrays have \(all) bytes, expected at most half of"
      ),
    ]
    for (start, words) in starts {
      // A file of holes takes no room.
      try Data(start).write(to: URL(fileURLWithPath: path))
      try #require(truncate(path, size) == 0)
      let error = #expect(throws: TrainingError.self) { try SafeTensors(path: path) }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }

  @Test("nobody waits for a pipe, or reads a device that never ends")
  func noFiles() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path
    try #require(mkfifo(folder + "/pipe", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: "/dev/zero")
    for path in [folder + "/pipe", folder + "/link", "/dev/null"] {
      #expect(
        throws: TrainingError.file(
          path: path, reason: "cannot be read: it is a pipe or device, expected a file")
      ) { try SafeTensors(path: path) }
    }
    #expect(throws: TrainingError.file(path: folder, reason: "cannot be read: Is a directory")) {
      try SafeTensors(path: folder)
    }
  }

  @Test("what begins as a file of the format is known by its first nine bytes")
  func beginnings() throws {
    #expect(try SafeTensors.isBegun(by: sample().encoded().prefix(9)))
    #expect(try !SafeTensors.isBegun(by: sample().encoded().prefix(8)))
    #expect(!SafeTensors.isBegun(by: "what was {".utf8) && !SafeTensors.isBegun(by: [UInt8]()))
  }
}
