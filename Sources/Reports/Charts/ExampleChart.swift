import Exploration

/// A recording as papers show it: the waveform over its log-mel spectrogram, on axes that all
/// recordings of one figure share, so that amplitude, length and frequencies can be compared by
/// eye.
struct ExampleChart {
  /// Axes that the recordings of a figure share.
  struct Scale {
    /// Seconds from the left to the right end.
    let seconds: Double
    /// The largest magnitude of a sample.
    let amplitude: Double
    /// The loudest band and frame in dB.
    let loudest: Double
    /// How far below the loudest the darkest colour stands, in dB.
    static let range = 70.0

    init(_ examples: [ExampleUtterance]) {
      let longest = examples.map(\.measures.durationSeconds).max() ?? 1
      seconds = max(0.5, (longest * 2).rounded(.up) / 2)
      amplitude = max(examples.map(\.measures.peak).max() ?? 1, 1e-6)
      loudest = examples.flatMap { [$0.spectrogram.max() ?? 0] }.max() ?? 0
    }
  }

  let example: ExampleUtterance
  let scale: Scale

  private let width = 330.0
  private let left = 40.0
  private let right = 10.0
  private let waveTop = 8.0
  private let waveHeight = 92.0
  private let melTop = 112.0
  private let melHeight = 150.0
  private var bottom: Double { melTop + melHeight }

  /// The drawing.
  var svg: String {
    var svg = SVGBuilder(width: width, height: bottom + 38, label: label)
    drawWaveform(&svg)
    drawSpectrogram(&svg)
    drawTime(&svg)
    return svg.text
  }

  private var label: String {
    let measures = example.measures
    return "Waveform and log-mel spectrogram of \(example.utterance.id): "
      + "\(NumberText.decimal(measures.durationSeconds)) s, peak "
      + "\(NumberText.decimal(measures.peak)), median F0 "
      + (measures.medianF0Hertz.map { "\(NumberText.decimal($0, places: 0)) Hz" }
        ?? NumberText.undetermined)
  }

  private func x(_ seconds: Double) -> Double {
    left + seconds / scale.seconds * (width - left - right)
  }

  private func drawWaveform(_ svg: inout SVGBuilder) {
    let middle = waveTop + waveHeight / 2
    func y(_ value: Double) -> Double { middle - value / scale.amplitude * waveHeight / 2 }
    for (value, text) in [
      (scale.amplitude, NumberText.decimal(scale.amplitude)), (0, "0"),
      (-scale.amplitude, NumberText.decimal(-scale.amplitude)),
    ] {
      svg.line((left, y(value)), (width - right, y(value)), "grid")
      svg.text(text, at: (left - 6, y(value) + 4), "muted", anchor: "end")
    }
    let steps = example.outline.enumerated()
    let upper = steps.map {
      (x: x(Double($0) / ExampleUtterance.outlineSteps), y: y($1.upperBound))
    }
    let lower = steps.map {
      (x: x(Double($0) / ExampleUtterance.outlineSteps), y: y($1.lowerBound))
    }
    svg.polygon(upper + lower.reversed(), "bar")
  }

  private func drawSpectrogram(_ svg: inout SVGBuilder) {
    let (frames, bands) = (example.frames, example.bands)
    var pixels = [UInt8](repeating: 0, count: frames * bands)
    for band in 0..<bands {
      for frame in 0..<frames {
        let below = scale.loudest - example.spectrogram[frame * bands + band]
        let shade = 255 * (1 - min(max(below / Scale.range, 0), 1))
        pixels[(bands - 1 - band) * frames + frame] = UInt8(shade.rounded())
      }
    }
    let image = PNGImage(width: frames, height: bands, pixels: pixels)
    let length = min(example.measures.durationSeconds, scale.seconds)
    svg.rectangle(x: left, y: melTop, width: width - left - right, height: melHeight, "ground")
    svg.image(
      image.address, x: left, y: melTop, width: x(length) - left, height: melHeight)
    for (hertz, place) in example.frequencies {
      let y = bottom - place * melHeight
      svg.line((left - 4, y), (left, y), "axis")
      let text =
        hertz >= 1_000 ? "\(Int(hertz / 1_000))k" : NumberText.decimal(hertz, places: 0)
      svg.text(text, at: (left - 6, y + 4), "muted", anchor: "end")
    }
    svg.text("Hz", at: (2, melTop + 9), "muted")
  }

  private func drawTime(_ svg: inout SVGBuilder) {
    svg.line((left, bottom), (width - right, bottom), "axis")
    // As many steps as have room for their numbers.
    let steps: [Double] = [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600]
    let step = steps.first { scale.seconds / $0 <= 8 } ?? scale.seconds / 8
    for second in stride(from: 0, through: scale.seconds, by: step) {
      svg.line((x(second), bottom), (x(second), bottom + 4), "axis")
      svg.text(
        second == 0 ? "0" : NumberText.decimal(second, places: 1), at: (x(second), bottom + 17),
        "muted", anchor: "middle")
    }
    svg.text(
      "seconds", at: ((left + width - right) / 2, bottom + 33), "muted", anchor: "middle")
  }
}
