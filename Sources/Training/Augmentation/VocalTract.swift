/// A longer or shorter vocal tract: frequencies up to the highest formants multiplied by a factor,
/// those above brought back to end at half the sample rate.
///
/// - Source: Jaitly & Hinton, "Vocal tract length perturbation improves speech recognition", ICML
///   workshop 2013, with their boundary of 4.8 kHz at a sample rate of 16 kHz.
struct VocalTract {
  /// What formants are multiplied by; 1 changes nothing.
  let factor: Double
  /// Half the sample rate in Hz.
  let nyquistHertz: Double

  private static let boundaryShare = 0.6

  /// The frequency in the original that sounds at `hertz` afterwards.
  func original(of hertz: Double) -> Double {
    let boundary = Self.boundaryShare * nyquistHertz * min(factor, 1)
    guard hertz > boundary else { return hertz / factor }
    let slope = (nyquistHertz - boundary / factor) / (nyquistHertz - boundary)
    return nyquistHertz - (nyquistHertz - hertz) * slope
  }
}
