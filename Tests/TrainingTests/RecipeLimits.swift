import Foundation
import Testing
import Training

/// What a key of a recipe may be, and what else has to be written where it is at its limits.
struct RecipeLimits: CustomTestStringConvertible {
  let group: String
  let key: String
  let range: ClosedRange<Double>
  let isWhole: Bool
  let isList: Bool
  let beside: (low: [String], high: [String])
  var testDescription: String { "\(group).\(key)" }

  init(
    _ path: String, whole range: ClosedRange<Int>, isList: Bool = false, low: String = "",
    high: String = ""
  ) {
    self.init(
      path, Double(range.lowerBound)...Double(range.upperBound), true, isList, low, high)
  }

  init(_ path: String, _ range: ClosedRange<Double>, low: String = "", high: String = "") {
    self.init(path, range, false, false, low, high)
  }

  private init(
    _ path: String, _ range: ClosedRange<Double>, _ isWhole: Bool, _ isList: Bool, _ low: String,
    _ high: String
  ) {
    let parts = path.split(separator: ".").map(String.init)
    (group, key, self.range, self.isWhole, self.isList) = (
      parts[0], parts[1], range, isWhole, isList
    )
    beside = (
      low.split(separator: ";").map(String.init), high.split(separator: ";").map(String.init)
    )
  }

  /// A recipe in which the key is a number, or a list that begins with it, and the further settings
  /// are as written.
  func text(_ number: Double, beside: [String] = []) -> String {
    let value = isWhole ? "\(Int(number))" : "\(number)"
    let own = "\(group).\(key): " + (isList ? "[\(value), 1, 1, 1]" : value)
    let settings = Dictionary(grouping: beside + [own]) { $0.split(separator: ".")[0] }
    return settings.map { group, lines in
      "\(group): {" + lines.map { $0.dropFirst(group.count + 1) }.joined(separator: ", ") + "}"
    }.joined(separator: "\n")
  }

  /// The recipe with the key, or the first of its list, set to a number, as code can set it.
  func assign(_ number: Double, to recipe: Recipe) throws -> Recipe {
    let data = try JSONEncoder().encode(recipe)
    var groups = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
    let value: Any = isWhole ? Int(number) : number
    let rest = (groups[group]?[key] as? [Any])?.dropFirst()
    groups[group]?[key] = rest.map { [value] + $0 } ?? value
    return try JSONDecoder().decode(
      Recipe.self, from: JSONSerialization.data(withJSONObject: groups))
  }

  /// The nearest number past a limit.
  func past(_ limit: Double, isBelow: Bool) -> Double {
    isWhole ? limit + (isBelow ? -1 : 1) : isBelow ? limit.nextDown : limit.nextUp
  }
}

extension RecipeLimits {
  /// Every key that is a number, or a list of them, within limits of its own.
  static let all = [
    RecipeLimits("features.sampleRate", whole: 8_000...16_000, low: "features.maximumHertz: 4000"),
    RecipeLimits(
      "features.frameLength", whole: 2...65_536, low: "features.hopLength: 1",
      high: "features.fftLength: 65536"),
    // A transform of 2 has no bin within a band.
    RecipeLimits(
      "features.fftLength", whole: 4...65_536,
      low: "features.frameLength: 2;features.hopLength: 1;features.melBands: 1;"
        + "network.pooledBands: [1, 1, 1, 1]"),
    RecipeLimits(
      "features.hopLength", whole: 1...65_536,
      high: "features.frameLength: 65536;features.fftLength: 65536"),
    // The pools must leave some of the bands and frames, and each band must hold a bin.
    RecipeLimits(
      "features.melBands", whole: 1...512, low: "network.pooledBands: [1, 1, 1, 1]",
      high: "features.fftLength: 65536"),
    RecipeLimits("features.dynamicRangeDecibels", 0...200),
    RecipeLimits("features.trimDecibels", 0...200),
    RecipeLimits(
      "features.maximumFrames", whole: 1...100_000, low: "network.pooledFrames: [1, 1, 1, 1]"),
    RecipeLimits("network.channels", whole: 1...1_024, isList: true),
    RecipeLimits("network.pooledBands", whole: 1...64, isList: true),
    RecipeLimits("network.pooledFrames", whole: 1...64, isList: true),
    RecipeLimits("network.hiddenSize", whole: 1...2_048),
    RecipeLimits("network.attentionSize", whole: 1...2_048),
    RecipeLimits("network.headWidth", whole: 1...4_096),
    RecipeLimits("network.convolutionDropout", 0...0.95),
    RecipeLimits("network.recurrentDropout", 0...0.95),
    RecipeLimits("network.headDropout", 0...0.95),
    RecipeLimits("waveformAugmentation.copies", whole: 0...20),
    RecipeLimits("waveformAugmentation.pitchSemitones", 0...12),
    RecipeLimits("waveformAugmentation.formantShare", 0...1),
    RecipeLimits("waveformAugmentation.tempoChange", 0...0.5),
    RecipeLimits("waveformAugmentation.roomShare", 0...1),
    RecipeLimits("waveformAugmentation.roomSeconds", 0.1...3),
    RecipeLimits("waveformAugmentation.noiseShare", 0...1),
    RecipeLimits("waveformAugmentation.noiseDecibels", -20...80),
    RecipeLimits("spectrogramAugmentation.bandShift", 0...20),
    RecipeLimits("spectrogramAugmentation.vocalTractChange", 0...0.5),
    RecipeLimits("spectrogramAugmentation.tempoChange", 0...0.5),
    RecipeLimits("spectrogramAugmentation.tilt", 0...40),
    RecipeLimits("spectrogramAugmentation.equalizerDecibels", 0...40),
    RecipeLimits("spectrogramAugmentation.gainDecibels", 0...40),
    RecipeLimits("spectrogramAugmentation.noiseFloorDecibels", 0...100),
    RecipeLimits("spectrogramAugmentation.maskedBands", whole: 0...64),
    RecipeLimits("spectrogramAugmentation.maskedFrames", 0...0.5),
    RecipeLimits("spectrogramAugmentation.unchangedShare", 0...1),
    // The minimum of the schedule goes along with a learning rate that is below it.
    RecipeLimits("optimization.learningRate", 1e-6...1, low: "schedule.minimum: 0"),
    RecipeLimits("optimization.batchSize", whole: 1...1_024),
    RecipeLimits("optimization.epochs", whole: 1...10_000),
    RecipeLimits("optimization.steps", whole: 0...16_777_215),
    RecipeLimits("optimization.patience", whole: 0...10_000),
    RecipeLimits("optimization.labelSmoothing", 0...0.9),
    RecipeLimits("optimization.mixup", 0...10),
    RecipeLimits("optimization.speakerBalance", 0...1),
    RecipeLimits("optimization.weightDecay", 0...1),
    RecipeLimits("optimization.clipNorm", 1e-3...1e6),
    RecipeLimits("optimization.averaging", 0...0.99999),
    RecipeLimits("schedule.factor", 0.01...0.99),
    RecipeLimits("schedule.patience", whole: 0...1_000),
    RecipeLimits("schedule.minimum", 0...1, high: "optimization.learningRate: 1"),
    RecipeLimits("schedule.warmUpEpochs", whole: 0...1_000, high: "optimization.epochs: 1000"),
  ]
}
