import Features
import Foundation
import Randomness

/// A spectrogram as bytes: a mark, frames, bands, the values, and a checksum over all of them;
/// numbers in little-endian order.
enum FeatureCacheEntry {
  private static let mark: UInt32 = 0x464C_4D31
  private static let headerBytes = 12
  private static let checksumBytes = 8
  private static let largestSide: UInt32 = 1 << 20

  static func encode(_ spectrogram: LogMelSpectrogram) -> Data {
    var data = Data(capacity: headerBytes + 4 * spectrogram.values.count + checksumBytes)
    for word in [mark, UInt32(spectrogram.frames), UInt32(spectrogram.bands)] {
      withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) }
    }
    spectrogram.values.withUnsafeBytes { data.append(contentsOf: $0) }
    withUnsafeBytes(of: checksum(data).littleEndian) { data.append(contentsOf: $0) }
    return data
  }

  /// `nil` for anything but bytes that `encode` made.
  static func decode(_ data: Data) -> LogMelSpectrogram? {
    guard data.count >= headerBytes + checksumBytes else { return nil }
    return data.withUnsafeBytes { bytes -> LogMelSpectrogram? in
      func word(_ offset: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      }
      let (frames, bands) = (word(4), word(8))
      guard word(0) == mark, frames <= largestSide, bands <= largestSide else { return nil }
      let count = Int(frames) * Int(bands)
      let end = headerBytes + 4 * count
      guard data.count == end + checksumBytes,
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
          == checksum(data.prefix(end))
      else { return nil }
      let values = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[headerBytes..<end]))
        filled = count
      }
      return LogMelSpectrogram(values: values, frames: Int(frames), bands: Int(bands))
    }
  }

  private static func checksum(_ data: Data) -> UInt64 {
    data.withUnsafeBytes { StableHash.hash($0) }
  }
}
