import Tensors

/// A batch of feature images, padded to a common length.
public struct NetworkInput: Sendable {
  /// Features `[N, 1, M, T]`, row-major; padded frames hold 0.
  public let features: [Float]
  /// Utterances N.
  public let count: Int
  /// Mel bands M.
  public let bands: Int
  /// Frames T, padding included.
  public let frames: Int
  /// Valid frames of each utterance, each in `1...T`; the rest is padding.
  public let lengths: [Int]

  /// - Parameter lengths: valid frames of each utterance; nil when all frames are valid.
  /// - Throws: `NetworkError.emptyBatch`, `.elementCount` when the features do not fill the shape
  ///   or the lengths are not one an utterance, `.length` when a length is outside `1...T`,
  ///   `.featureNotFinite` for NaN or infinity.
  public init(
    features: [Float], count: Int, bands: Int, frames: Int, lengths: [Int]? = nil
  ) throws(NetworkError) {
    guard count > 0 else { throw .emptyBatch }
    let size = [count, max(bands, 0), max(frames, 0)].product
    guard bands > 0, frames > 0, features.count == size else {
      throw .elementCount(
        of: "features [\(count), 1, \(bands), \(frames)]", found: features.count,
        expected: size ?? .max)
    }
    let lengths = lengths ?? [Int](repeating: frames, count: count)
    guard lengths.count == count else {
      throw .elementCount(of: "lengths", found: lengths.count, expected: count)
    }
    for (utterance, length) in lengths.enumerated() where length < 1 || length > frames {
      throw .length(utterance: utterance, found: length, frames: frames)
    }
    if let index = features.firstIndex(where: { !$0.isFinite }) {
      throw .featureNotFinite(
        utterance: index / (bands * frames), band: index / frames % bands, frame: index % frames)
    }
    self.features = features
    self.count = count
    self.bands = bands
    self.frames = frames
    self.lengths = lengths
  }

  /// Copies some frames of an utterance's features, `[M, T]`, to its image, time-major.
  func write(_ frames: Range<Int>, of utterance: Int, to image: PooledGrid) {
    features.withUnsafeBufferPointer { features in
      let source = features.baseAddress.unsafelyUnwrapped + utterance * bands * self.frames
      Transposition.transpose(
        rows: bands, columns: frames.count, source + frames.lowerBound, fromStride: self.frames,
        into: image.base + frames.lowerBound * image.frameStride, toStride: image.frameStride)
    }
  }
}
