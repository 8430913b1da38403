import Audio
import Features
import Training

extension Recognizer {
  /// What to say where a number of the model's answer is not finite.
  var reasonForNoNumber: String {
    "the model's answer is not finite, expected probabilities; most likely the weights of "
      + "\(sources.joined(separator: " or ")) are damaged or diverged: use another model"
  }

  /// Why nothing is said of a recording that could be decoded, in words for people.
  func reasonForNothing(of waveform: Waveform) -> String {
    let rate = Double(model.recipe.features.sampleRate)
    func milliseconds(_ samples: Int, _ rule: FloatingPointRoundingRule) -> String {
      (1000 * Double(samples) / rate).rounded(rule).rounded(to: 0) + " ms"
    }
    switch fault(of: waveform) {
    case nil: return reasonForNoNumber
    case .silent?: return "nothing but silence; expected speech"
    case .tooShort(let samples, let minimum)?:
      let (found, least) = (milliseconds(samples, .down), milliseconds(minimum, .up))
      return "\(found) of sound without the silence at its ends, expected at least \(least), one "
        + "frame of the model"
    case let fault?: return fault.description
    }
  }
}
