import Audio
import Foundation

/// The course of a voice's fundamental frequency by YIN, frame by frame.
///
/// - Source: de Cheveigné & Kawahara, J. Acoust. Soc. Am. 111 (2002), steps 1 to 5.
public struct FundamentalFrequency: Sendable, Equatable {
  /// F0 in Hz of each frame, `nil` where it is unvoiced, shape `[1 + samples / hopLength]`.
  public let hertz: [Float?]

  /// The lowest F0 that is looked for: below the deepest adult voices.
  public static let minimumHertz = 60.0
  /// The highest F0 that is looked for: above the voices of excited women.
  public static let maximumHertz = 600.0
  /// The normalised difference below which the first dip is taken at once (the paper's .1).
  static let sureThreshold: Float = 0.1
  /// The normalised difference up to which the deepest dip still counts as voiced.
  static let voicedThreshold: Float = 0.25
  /// Frames further below the loudest frame than this are silent.
  static let activeDecibels = 40.0

  /// Follows F0 through a recording; frames are centred on multiples of the hop.
  ///
  /// - Parameters:
  ///   - waveform: mono, 2 kHz or more.
  ///   - frameSeconds: at least two periods of the lowest F0 must fit. 64 ms holds nearly four.
  ///   - hopSeconds: from frame to frame.
  /// - Throws: `FeatureError.invalidSetting` where no two periods fit into a frame.
  public init(
    of waveform: Waveform, frameSeconds: Double = 0.064, hopSeconds: Double = 0.016
  ) throws(FeatureError) {
    let rate = Double(waveform.sampleRate)
    let frameLength = Int(rate * frameSeconds) / 2 * 2
    let hop = max(1, Int((rate * hopSeconds).rounded()))
    let longest = Int(rate / Self.minimumHertz) + 1
    guard frameLength >= 2 * longest, rate >= 2_000, let fft = RealFFT.ofLength(frameLength) else {
      throw .invalidSetting(
        name: "frameSeconds", found: "\(frameSeconds)",
        expected: "at least two periods of \(Self.minimumHertz) Hz at 2000 Hz or more")
    }
    let powers = waveform.framePower(frameLength: frameLength, hopLength: hop)
    let floor = (powers.max() ?? 0) * pow(10, -Self.activeDecibels / 10)
    var frame = YINFrame(fft: fft, frameLength: frameLength, longest: longest)
    hertz = powers.indices.map { index in
      guard powers[index] > 0, powers[index] >= floor else { return nil }
      // The samples that are compared for a usual period then lie evenly about the frame's centre.
      frame.load(waveform.samples, from: index * hop - frameLength / 2 + longest / 3)
      let shortest = max(2, Int(rate / Self.maximumHertz))
      return frame.period(shortest: shortest).map { Float(rate) / $0 }
    }
  }

  /// F0 of the voiced frames in Hz, in their order.
  public var voiced: [Float] { hertz.compactMap { $0 } }
}

/// The arithmetic of one frame.
private struct YINFrame {
  private let fft: RealFFT
  private let frame: RealFFT.Buffers
  private let head: RealFFT.Buffers
  private let frameLength: Int
  private let longest: Int
  private var difference: [Float]

  init(fft: RealFFT, frameLength: Int, longest: Int) {
    self.fft = fft
    self.frameLength = frameLength
    self.longest = longest
    frame = fft.makeBuffers()
    head = fft.makeBuffers()
    difference = [Float](repeating: 0, count: longest + 1)
  }

  /// Takes a frame, zeros beyond the recording, and computes the normalised difference (step 3).
  mutating func load(_ samples: [Float], from start: Int) {
    let window = frameLength - longest
    for index in 0..<frameLength {
      let position = start + index
      let value = samples.indices.contains(position) ? samples[position] : 0
      frame.samples[index] = value
      head.samples[index] = index < window ? value : 0
    }
    var energy = 0.0
    for index in 0..<window { energy += square(index) }
    let first = energy
    var energies = [energy]
    for lag in 1...longest {
      energy += square(lag + window - 1) - square(lag - 1)
      energies.append(energy)
    }
    correlate()
    var sum = 0.0
    difference[0] = 1
    for lag in 1...longest {
      let product = Double(head.samples[lag]) / Double(frameLength)
      let value = max(0, first + energies[lag] - 2 * product)
      sum += value
      difference[lag] = sum > 0 ? Float(value * Double(lag) / sum) : 1
    }
  }

  private func square(_ index: Int) -> Double {
    Double(frame.samples[index]) * Double(frame.samples[index])
  }

  /// Leaves the products of the frame's head with the shifted frame in `head.samples`. A lag up to
  /// `longest` never reaches round the end of the frame.
  private func correlate() {
    fft.forward(frame)
    fft.forward(head)
    for bin in 0..<fft.bins {
      let (a, b) = (head.spectrum[2 * bin], head.spectrum[2 * bin + 1])
      let (c, d) = (frame.spectrum[2 * bin], frame.spectrum[2 * bin + 1])
      head.spectrum[2 * bin] = a * c + b * d
      head.spectrum[2 * bin + 1] = a * d - b * c
    }
    fft.inverse(head)
  }

  /// The period in samples, refined by a parabola (steps 4 and 5); `nil` for an unvoiced frame.
  func period(shortest: Int) -> Float? {
    let lags = shortest..<longest
    var lag = lags.first { difference[$0] < FundamentalFrequency.sureThreshold && isDip($0) }
    if lag == nil { lag = lags.min { difference[$0] < difference[$1] } }
    guard let lag, difference[lag] < FundamentalFrequency.voicedThreshold, lag > shortest,
      isDip(lag)
    else { return nil }
    let (left, middle, right) = (difference[lag - 1], difference[lag], difference[lag + 1])
    let bend = left + right - 2 * middle
    let shift = bend > 0 ? (left - right) / (2 * bend) : 0
    return Float(lag) + min(max(shift, -1), 1)
  }

  private func isDip(_ lag: Int) -> Bool {
    difference[lag] <= difference[lag - 1] && difference[lag] < difference[lag + 1]
  }
}
