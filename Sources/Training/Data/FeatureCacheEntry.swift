import Features
import Foundation
import Randomness

/// A spectrogram as bytes: a mark, frames, bands, the values, and a checksum over all of them;
/// numbers in little-endian order.
enum FeatureCacheEntry {
  private static let mark: UInt32 = 0x464C_4D31
  private static let headerBytes = 12
  private static let checksumBytes = 8
  private static let largestSide: UInt32 = 1 << 30

  static func encode(_ spectrogram: LogMelSpectrogram) -> Data {
    var data = Data(capacity: headerBytes + 4 * spectrogram.values.count + checksumBytes)
    for word in [mark, UInt32(spectrogram.frames), UInt32(spectrogram.bands)] {
      withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) }
    }
    spectrogram.values.withUnsafeBytes { data.append(contentsOf: $0) }
    withUnsafeBytes(of: checksum(data).littleEndian) { data.append(contentsOf: $0) }
    return data
  }

  /// Whether a file begins like what `encode` makes and is as long as its beginning says.
  static func isWhole(path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path),
      let head = try? file.read(upToCount: headerBytes), let length = try? file.seekToEnd()
    else { return false }
    return head.withUnsafeBytes(wholeLength).map { UInt64($0) == length } ?? false
  }

  /// The bytes of a whole file by its header; `nil` where that is none.
  private static func wholeLength(_ head: UnsafeRawBufferPointer) -> Int? {
    guard head.count >= headerBytes else { return nil }
    let (frames, bands) = (word(head, 4), word(head, 8))
    guard word(head, 0) == mark, frames <= largestSide, bands <= largestSide else { return nil }
    return headerBytes + 4 * Int(frames) * Int(bands) + checksumBytes
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// `nil` for anything but bytes that `encode` made.
  static func decode(_ data: Data) -> LogMelSpectrogram? {
    data.withUnsafeBytes { bytes -> LogMelSpectrogram? in
      guard let length = wholeLength(bytes), data.count == length else { return nil }
      let (frames, bands) = (Int(word(bytes, 4)), Int(word(bytes, 8)))
      let (count, end) = (frames * bands, length - checksumBytes)
      guard
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
          == checksum(data.prefix(end))
      else { return nil }
      let values = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[headerBytes..<end]))
        filled = count
      }
      return LogMelSpectrogram(values: values, frames: frames, bands: bands)
    }
  }

  private static func checksum(_ data: Data) -> UInt64 {
    data.withUnsafeBytes { StableHash.hash($0) }
  }
}
