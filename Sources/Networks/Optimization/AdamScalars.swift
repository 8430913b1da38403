import CKernels
import Foundation

extension ser_adam_scalars {
  /// What one step of Adam or AdamW multiplies and adds, as PyTorch does.
  ///
  /// - Parameters:
  ///   - rate: the learning rate; `step`: counted from 1.
  ///   - gradientScale: multiplies the gradient first (clipping; 1 if none).
  package init(_ settings: AdamSettings, rate: Float, step: Int, gradientScale: Double) {
    let (rate, decay, step) = (Double(rate), Double(settings.weightDecay), Double(step))
    let isDecoupled = settings.isDecoupled
    self.init(
      scale: Float(gradientScale), decay: isDecoupled ? 0 : Float(decay),
      rest1: Float(1 - settings.beta1), beta2: Float(settings.beta2),
      rest2: Float(1 - settings.beta2), keep: isDecoupled ? Float(1 - rate * decay) : 1,
      rate: Float(rate / (1 - pow(settings.beta1, step))),
      root: Float(1 / (1 - pow(settings.beta2, step)).squareRoot()), epsilon: settings.epsilon)
  }
}
