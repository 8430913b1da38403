/// Natural logarithms of mel band energies, or those values after normalisation.
public struct LogMelSpectrogram: Sendable, Equatable, Codable {
  /// Shape `[T, M]`, row-major, frames outer.
  public let values: [Float]
  /// The number of frames, `T`.
  public let frames: Int
  /// The number of bands, `M`.
  public let bands: Int

  /// Creates a spectrogram.
  ///
  /// - Precondition: `values` holds `frames * bands` numbers, neither of them below 0.
  public init(values: [Float], frames: Int, bands: Int) {
    // A precondition says nothing in a release build.
    guard frames >= 0, bands >= 0,
      frames.multipliedReportingOverflow(by: bands) == (values.count, false)
    else { fatalError("\(values.count) values; expected the shape [\(frames), \(bands)]") }
    self.values = values
    self.frames = frames
    self.bands = bands
  }

  /// The value of one frame and band.
  public subscript(frame: Int, band: Int) -> Float { values[frame * bands + band] }

  /// The smallest energy a logarithm is taken of: far below 24-bit noise, and `ln` stays finite.
  static let smallestEnergy: Float = 1e-10
}
