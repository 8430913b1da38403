import Foundation
import Networks

extension SafeTensors {
  /// What stands between the length at a file's start and the numbers: which arrays there are, and
  /// where.
  struct Header {
    /// An array that follows.
    struct Place {
      let name: String
      let type: NumberType
      let shape: [Int]
      /// From the first byte behind the header on.
      let bytes: Range<Int>
    }

    /// In the order in which they follow, without a hole.
    let places: [Place]
    let metadata: [String: String]

    /// The largest header that is believed, in bytes.
    static let limit = 16 << 20
    /// Bytes that a file begins with: how long the header is.
    static let lengthBytes = 8
    /// How much of this machine's memory the numbers of one file may fill; who uses them copies
    /// them.
    private static let shareOfMemory: UInt64 = 2

    /// The length that the first bytes of a file claim, unsigned and little-endian.
    static func length(_ bytes: some Collection<UInt8>) -> UInt64 {
      bytes.prefix(lengthBytes).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads a header, and holds what it says to the bytes that follow it.
    ///
    /// - Throws: `TrainingError.foreignFile` for arrays that are not `F32` (nor one count as
    ///   `I64`), do not fit their bytes, overlap or leave bytes that are nobody's, or are too large
    ///   for this machine; of several, for the first in the file.
    init(json: [UInt8], bodySize: Int, path: String) throws(TrainingError) {
      func foreign(_ reason: String) -> TrainingError { .foreignFile(path: path, reason: reason) }
      guard let values = try? JSONDecoder().decode([String: Value].self, from: Data(json)) else {
        throw foreign("the header is no JSON object of arrays")
      }
      var places: [Place] = []
      var metadata: [String: String] = [:]
      for (name, value) in values.sorted(by: { $0.value.start($0.key) < $1.value.start($1.key) }) {
        switch value {
        case .array(let entry):
          places.append(try Self.place(of: name, entry, bodySize: bodySize, path: path))
        case .metadata(let texts) where name == "__metadata__":
          metadata = texts
        case .metadata:
          throw foreign("the entry of \(name) is not of the format")
        }
      }
      // An array without numbers begins and ends where the next one begins.
      self.places = places.sorted {
        ($0.bytes.lowerBound, $0.bytes.upperBound, $0.name)
          < ($1.bytes.lowerBound, $1.bytes.upperBound, $1.name)
      }
      self.metadata = metadata
      try requireNoHole(bodySize: bodySize, path: path)
      let memory = ProcessInfo.processInfo.physicalMemory
      guard UInt64(bodySize) <= memory / Self.shareOfMemory else {
        throw foreign(
          "its arrays have \(bodySize) bytes, expected at most half of the \(memory) bytes of "
            + "memory that this machine has")
      }
    }

    /// The text of a header for arrays that follow one another in this order.
    ///
    /// - Throws: `TrainingError.unwritable` where it cannot tell one array from another.
    static func text(
      _ arrays: [(name: String, shape: [Int], count: Int)], metadata: [String: String]
    ) throws(TrainingError) -> String {
      var values: [String: Value] = ["__metadata__": .metadata(metadata)]
      var offset = 0
      for array in arrays {
        let end = offset + array.count * 4
        let entry = Entry(dtype: "F32", shape: array.shape, data_offsets: [offset, end])
        guard values.updateValue(.array(entry), forKey: array.name) == nil else {
          throw .unwritable(
            reason: array.name == "__metadata__"
              ? "An array is named __metadata__, which the format keeps for texts. Rename it."
              : "Two arrays are named \(array.name), expected names that differ. Rename one.")
        }
        offset = end
      }
      return try jsonText(values)
    }

    private static func place(
      of name: String, _ entry: Entry, bodySize: Int, path: String
    ) throws(TrainingError) -> Place {
      guard entry.data_offsets.count == 2 else {
        throw .foreignFile(path: path, reason: "the entry of \(name) is not of the format")
      }
      let (start, end) = (entry.data_offsets[0], entry.data_offsets[1])
      guard let type = NumberType(rawValue: entry.dtype), type == .real || entry.shape.isEmpty
      else {
        throw .foreignFile(
          path: path,
          reason: "\(name) is \(entry.dtype) \(entry.shape), expected F32 (a count without axes "
            + "may be I64); convert it, in PyTorch by .float()")
      }
      guard let count = entry.shape.product, start >= 0, end <= bodySize, start <= end,
        (end - start) / type.bytes == count, (end - start) % type.bytes == 0
      else {
        throw .foreignFile(
          path: path,
          reason: "\(name) is \(entry.dtype) \(entry.shape) at bytes \(start)..<\(end) of "
            + "\(bodySize), which does not fit together")
      }
      return Place(name: name, type: type, shape: entry.shape, bytes: start..<end)
    }

    /// The format lets each byte behind the header belong to one array.
    private func requireNoHole(bodySize: Int, path: String) throws(TrainingError) {
      var end = 0
      for place in places {
        guard place.bytes.lowerBound == end else {
          throw .foreignFile(
            path: path,
            reason: "\(place.name) begins at byte \(place.bytes.lowerBound) behind the header, "
              + "expected \(end), where the array before it ends")
        }
        end = place.bytes.upperBound
      }
      guard end == bodySize else {
        throw .foreignFile(
          path: path,
          reason: "its arrays end at byte \(end) behind the header, and the file goes on to byte "
            + "\(bodySize)")
      }
    }
  }
}

extension SafeTensors.Header {
  /// How an array's numbers are written, of the format's ways those that are read.
  enum NumberType: String {
    case real = "F32"
    /// As PyTorch writes what it counts.
    case count = "I64"

    /// Of each number.
    var bytes: Int { self == .real ? 4 : 8 }
  }

  /// What the header says of an array.
  private struct Entry: Codable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// What a name of the header stands for.
  private enum Value: Codable {
    case array(Entry)
    case metadata([String: String])

    /// Where it stands among all: by the place that it claims in the file, then by name.
    func start(_ name: String) -> (Int, String) {
      if case .array(let entry) = self { return (entry.data_offsets.first ?? 0, name) }
      return (0, name)
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let entry = try? container.decode(Entry.self) {
        self = .array(entry)
      } else {
        self = .metadata(try container.decode([String: String].self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .array(let entry): try container.encode(entry)
      case .metadata(let texts): try container.encode(texts)
      }
    }
  }
}
