import Audio
import Features
import Foundation

/// Answers lines of commands with a line of JSON each, as the peer does.
///
///     logmel N    milliseconds of N log-mel spectrograms of the recording
///     values      the log-mel spectrogram, natural logarithms, frames outer
@main
enum Main {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(Data("usage: features SAMPLES-AS-FLOAT32-AT-16-KHZ\n".utf8))
      exit(2)
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1]))
    let samples = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    let waveform = Waveform(samples: samples, sampleRate: 16_000)
    let extractor = try FeatureExtractor(FeatureSettings(dynamicRangeDecibels: nil))
    while let line = readLine() {
      let words = line.split(separator: " ")
      switch words.first {
      case "logmel":
        try show(
          (0..<(Int(words.last ?? "") ?? 1)).map { _ in
            milliseconds { _ = extractor.logMel(waveform) }
          })
      case "values": try show(extractor.logMel(waveform).values.map(Double.init))
      default: exit(2)
      }
    }
  }

  private static func milliseconds(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.seconds) * 1e3
      + Double(duration.components.attoseconds) * 1e-15
  }

  private static func show(_ values: [Double]) throws {
    let data = try JSONSerialization.data(withJSONObject: values)
    FileHandle.standardOutput.write(data + Data("\n".utf8))
  }
}
