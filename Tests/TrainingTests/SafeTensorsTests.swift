import Foundation
import Networks
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
    var data = Data()
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    data.append(contentsOf: [0, 0, 0, 0])
    #expect(throws: TrainingError.self) { try SafeTensors(bytes: Array(data), path: "lying") }
  }
}
