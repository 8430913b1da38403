import Audio
import Features
import Training

extension Recognizer {
  /// Why nothing is said of a recording that could be decoded, in words for people.
  func reasonForNothing(of waveform: Waveform) -> String {
    let rate = Double(model.recipe.features.sampleRate)
    func milliseconds(_ samples: Int, _ rule: FloatingPointRoundingRule) -> String {
      (1000 * Double(samples) / rate).rounded(rule).rounded(to: 0) + " ms"
    }
    switch fault(of: waveform) {
    case .silent?, nil: return "nothing but silence; expected speech"
    case .tooShort(let samples, let minimum)?:
      let (found, least) = (milliseconds(samples, .down), milliseconds(minimum, .up))
      return "\(found) of sound without the silence at its ends, expected at least \(least), one "
        + "frame of the model"
    case let fault?: return fault.description
    }
  }
}
