import Foundation
import Training
import Wording

extension Recipe {
  /// What the system under audit is, as facts of a run's provenance: its network, what goes in, and
  /// how it is trained.
  ///
  /// - Throws: `NetworkError` where sizes do not fit together.
  func facts() throws -> [String: String] {
    ["Network": try networkFact(), "Input": inputFact, "Optimization": optimizationFact]
  }

  private func networkFact() throws -> String {
    let configuration = try networkConfiguration()
    let channels = network.channels.map(String.init).joined(separator: ", ")
    return "\(network.channels.count, "convolution block") (\(channels) channels), 2 bidirectional "
      + "LSTM layers of \(network.hiddenSize) units a direction, attention, a dense layer of "
      + "\(network.headWidth), softmax over \(configuration.classes) emotions; "
      + "\(configuration.parameterCount) parameters, not pretrained"
  }

  private var inputFact: String {
    let rate = Double(features.sampleRate)
    return String(
      format: "log-mel spectrogram of %d bands from %g to %g Hz, windows of %g ms every %g ms, at "
        + "most %.1f s",
      features.melBands, features.minimumHertz, features.maximumHertz,
      Double(features.frameLength) / rate * 1_000, Double(features.hopLength) / rate * 1_000,
      Double(features.maximumFrames * features.hopLength) / rate)
  }

  private var optimizationFact: String {
    let limits = [
      "\(optimization.epochs, "epoch")",
      optimization.steps > 0 ? "\(optimization.steps, "step")" : nil,
    ].compactMap { $0 }.joined(separator: " or ")
    return "AdamW at a rate of \(optimization.learningRate) on a \(schedule.kind.rawValue) "
      + "schedule, at most \(limits) of batches of \(optimization.batchSize), with "
      + "\(waveformAugmentation.copies, "changed copy", "changed copies") of each training recording"
  }
}
