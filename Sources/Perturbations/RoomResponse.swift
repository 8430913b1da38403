import Audio
import Foundation
import Randomness

/// A synthetic room: the direct sound, and behind it noise that decays exponentially.
public struct RoomResponse: Sendable {
  /// The impulse response, the direct sound first at 1.
  public let samples: [Float]

  /// Draws a room.
  ///
  /// The reverberation's energy grows with its length, as in a room of one size: it equals the
  /// direct sound's at .8 s (the reverberation distance), is 6 dB below at .2 s and 2.7 dB above at
  /// 1.5 s.
  ///
  /// - Parameters:
  ///   - reverberationSeconds: the time in which the reverberation falls by 60 dB (RT60).
  ///   - sampleRate: in Hz.
  ///   - generator: draws the reflections.
  public init(
    reverberationSeconds: Double, sampleRate: Int, generator: inout SplitMix64
  ) {
    let count = max(1, Int((reverberationSeconds * Double(sampleRate)).rounded()))
    let decay = log(1e-3) / (reverberationSeconds * Double(sampleRate))
    let gap = Int(Self.firstReflectionSeconds * Double(sampleRate))
    var response = generator.normals(count)
    for index in 0..<count {
      response[index] *= index < gap ? 0 : Float(exp(decay * Double(index)))
    }
    let energy = response.reduce(0.0) { $0 + Double($1) * Double($1) }
    let wanted = reverberationSeconds / Self.balancedSeconds
    let scale = energy > 0 ? Float((wanted / energy).squareRoot()) : 0
    response = response.map { $0 * scale }
    response[0] = 1
    samples = response
  }

  /// The room's answer to a recording, cut to the recording's length and brought to its level.
  public func apply(to waveform: Waveform) -> Waveform {
    let wet = Self.convolve(waveform.samples, samples)
    let result = Waveform(
      samples: Array(wet.prefix(waveform.samples.count)), sampleRate: waveform.sampleRate)
    let found = result.rootMeanSquare
    guard found > .leastNormalMagnitude else { return result }
    return result.scaled(by: waveform.rootMeanSquare / found)
  }

  /// The linear convolution, shape `[left + right - 1]`, through one transform where it fits.
  private static func convolve(_ left: [Float], _ right: [Float]) -> [Float] {
    let count = left.count + right.count - 1
    guard let fft = RealFFT.holding(count) else { return convolveHalves(of: left, right) }
    let first = fft.makeBuffers()
    let second = fft.makeBuffers()
    for index in left.indices { first.samples[index] = left[index] }
    for index in right.indices { second.samples[index] = right[index] }
    fft.forward(first)
    fft.forward(second)
    for bin in 0..<fft.bins {
      let (a, b) = (first.spectrum[2 * bin], first.spectrum[2 * bin + 1])
      let (c, d) = (second.spectrum[2 * bin], second.spectrum[2 * bin + 1])
      first.spectrum[2 * bin] = a * c - b * d
      first.spectrum[2 * bin + 1] = a * d + b * c
    }
    fft.inverse(first)
    let scale = 1 / Float(fft.length)
    return (0..<count).map { first.samples[$0] * scale }
  }

  /// The same of what is too long for a transform: the answer to the first half rings on into that
  /// to the second.
  private static func convolveHalves(of left: [Float], _ right: [Float]) -> [Float] {
    guard left.count >= right.count else { return convolveHalves(of: right, left) }
    let middle = left.count / 2
    let first = convolve(Array(left[..<middle]), right)
    var second = convolve(Array(left[middle...]), right)
    for (index, value) in first[middle...].enumerated() { second[index] += value }
    return first[..<middle] + second
  }

  /// Nothing but the direct sound arrives in the first 5 ms (1.7 m of detour).
  private static let firstReflectionSeconds = 0.005
  /// The RT60 at which direct and reverberant sound are equally strong.
  private static let balancedSeconds = 0.8
}
