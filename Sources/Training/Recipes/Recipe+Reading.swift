import Configuration
import Features
import Networks

extension Recipe {
  /// Reads a recipe file; a key that is not written has its default, an unknown one is refused.
  ///
  /// - Throws: `ConfigurationError` that names the key, its line, what was found and expected.
  public init(path: String) throws(ConfigurationError) {
    try self.init(ConfigurationReader(path: path).root)
  }

  /// Reads a recipe from YAML text.
  ///
  /// - Parameter source: what to call the text in messages.
  public init(text: String, source: String = "recipe") throws(ConfigurationError) {
    try self.init(ConfigurationReader(text: text, source: source).root)
  }

  private init(_ root: ConfigurationMapping) throws(ConfigurationError) {
    try root.expectOnly([
      "features", "network", "waveformAugmentation", "spectrogramAugmentation", "optimization",
      "schedule",
    ])
    self.init()
    try readSizes(root)
    try readTraining(root)
  }

  /// Takes over what is written of the features and the network, and checks both as a whole.
  mutating func readSizes(_ root: ConfigurationMapping) throws(ConfigurationError) {
    let (features, network) = (try root.section("features"), try root.section("network"))
    try self.features.read(features)
    try self.network.read(network)
    try requireFit(features: features, network: network)
  }

  /// Takes over what is written of all else, and checks it as a whole.
  mutating func readTraining(_ root: ConfigurationMapping) throws(ConfigurationError) {
    try waveformAugmentation.read(root.section("waveformAugmentation"))
    try spectrogramAugmentation.read(root.section("spectrogramAugmentation"))
    let training = try root.section("optimization")
    try optimization.read(training)
    // A minimum that is not written goes along with a rate that is.
    if training.has("learningRate") {
      schedule.minimum = min(schedule.minimum, optimization.learningRate)
    }
    try schedule.read(root.section("schedule"), of: optimization)
  }
}

extension NetworkSettings {
  fileprivate mutating func read(_ keys: ConfigurationMapping) throws(ConfigurationError) {
    try keys.expectOnly([
      "channels", "pooledBands", "pooledFrames", "hiddenSize", "attentionSize", "headWidth",
      "convolutionDropout", "recurrentDropout", "headDropout",
    ])
    channels = try keys.integers("channels", in: 1...1024, default: channels)
    pooledBands = try keys.integers("pooledBands", in: 1...64, default: pooledBands)
    pooledFrames = try keys.integers("pooledFrames", in: 1...64, default: pooledFrames)
    guard channels.count == pooledBands.count, channels.count == pooledFrames.count else {
      throw keys.refusal(
        of: "channels", default: "a list of \(channels.count)",
        expected: "as many as pooledBands (\(pooledBands.count)) and pooledFrames "
          + "(\(pooledFrames.count))")
    }
    hiddenSize = try keys.integer("hiddenSize", in: 1...2048, default: hiddenSize)
    attentionSize = try keys.integer("attentionSize", in: 1...2048, default: attentionSize)
    headWidth = try keys.integer("headWidth", in: 1...4096, default: headWidth)
    convolutionDropout = try keys.number(
      "convolutionDropout", in: 0...0.95, default: convolutionDropout)
    recurrentDropout = try keys.number(
      "recurrentDropout", in: 0...0.95, default: recurrentDropout)
    headDropout = try keys.number("headDropout", in: 0...0.95, default: headDropout)
  }
}

extension WaveformAugmentation {
  fileprivate mutating func read(_ keys: ConfigurationMapping) throws(ConfigurationError) {
    try keys.expectOnly([
      "copies", "pitchSemitones", "formantShare", "tempoChange", "roomShare", "roomSeconds",
      "noiseShare", "noiseDecibels",
    ])
    copies = try keys.integer("copies", in: 0...20, default: copies)
    pitchSemitones = try keys.number("pitchSemitones", in: 0...12, default: pitchSemitones)
    formantShare = try keys.number("formantShare", in: 0...1, default: formantShare)
    tempoChange = try keys.number("tempoChange", in: 0...0.5, default: tempoChange)
    roomShare = try keys.number("roomShare", in: 0...1, default: roomShare)
    roomSeconds = try keys.number("roomSeconds", in: 0.1...3, default: roomSeconds)
    noiseShare = try keys.number("noiseShare", in: 0...1, default: noiseShare)
    noiseDecibels = try keys.number("noiseDecibels", in: -20...80, default: noiseDecibels)
  }
}

extension SpectrogramAugmentation {
  fileprivate mutating func read(_ keys: ConfigurationMapping) throws(ConfigurationError) {
    try keys.expectOnly([
      "bandShift", "vocalTractChange", "tempoChange", "tilt", "equalizerDecibels",
      "gainDecibels", "noiseFloorDecibels", "maskedBands", "maskedFrames", "unchangedShare",
    ])
    bandShift = try keys.number("bandShift", in: 0...20, default: bandShift)
    vocalTractChange = try keys.number(
      "vocalTractChange", in: 0...0.5, default: vocalTractChange)
    tempoChange = try keys.number("tempoChange", in: 0...0.5, default: tempoChange)
    tilt = try keys.number("tilt", in: 0...40, default: tilt)
    equalizerDecibels = try keys.number(
      "equalizerDecibels", in: 0...40, default: equalizerDecibels)
    gainDecibels = try keys.number("gainDecibels", in: 0...40, default: gainDecibels)
    noiseFloorDecibels = try keys.number(
      "noiseFloorDecibels", in: 0...100, default: noiseFloorDecibels)
    maskedBands = try keys.integer("maskedBands", in: 0...64, default: maskedBands)
    maskedFrames = try keys.number("maskedFrames", in: 0...0.5, default: maskedFrames)
    unchangedShare = try keys.number("unchangedShare", in: 0...1, default: unchangedShare)
  }
}

extension OptimizationSettings {
  fileprivate mutating func read(_ keys: ConfigurationMapping) throws(ConfigurationError) {
    try keys.expectOnly([
      "learningRate", "batchSize", "epochs", "steps", "patience", "labelSmoothing",
      "classWeights", "mixup", "speakerBalance", "weightDecay", "clipNorm", "averaging",
    ])
    learningRate = try keys.number("learningRate", in: 1e-6...1, default: learningRate)
    batchSize = try keys.integer("batchSize", in: 1...1024, default: batchSize)
    epochs = try keys.integer("epochs", in: 1...10_000, default: epochs)
    steps = try keys.integer("steps", in: 0...Adam.mostSteps, default: steps)
    patience = try keys.integer("patience", in: 0...10_000, default: patience)
    labelSmoothing = try keys.number("labelSmoothing", in: 0...0.9, default: labelSmoothing)
    classWeights = try keys.choice("classWeights", default: classWeights)
    mixup = try keys.number("mixup", in: 0...10, default: mixup)
    guard mixup == 0 || mixup >= Mixup.leastAlpha else {
      throw keys.refusal(
        of: "mixup", default: "the number \(mixup)",
        expected: "0 or a number from \(Mixup.leastAlpha) to 10.0")
    }
    speakerBalance = try keys.number("speakerBalance", in: 0...1, default: speakerBalance)
    weightDecay = try keys.number("weightDecay", in: 0...1, default: weightDecay)
    clipNorm = try keys.number("clipNorm", in: 1e-3...1e6, default: clipNorm)
    averaging = try keys.number("averaging", in: 0...0.99999, default: averaging)
  }
}

extension ScheduleSettings {
  /// Reads the schedule of a training whose other settings are known.
  fileprivate mutating func read(
    _ keys: ConfigurationMapping, of training: OptimizationSettings
  ) throws(ConfigurationError) {
    try keys.expectOnly(["kind", "factor", "patience", "minimum", "warmUpEpochs"])
    kind = try keys.choice("kind", default: kind)
    factor = try keys.number("factor", in: 0.01...0.99, default: factor)
    patience = try keys.integer("patience", in: 0...1000, default: patience)
    minimum = try keys.number("minimum", in: 0...1, default: minimum)
    // Both rules lead from the learning rate to the minimum: above it, they would raise the rate.
    guard minimum <= training.learningRate else {
      throw keys.refusal(
        of: "minimum", default: "the number \(minimum)",
        expected: "at most the learningRate (\(training.learningRate))")
    }
    warmUpEpochs = try keys.integer("warmUpEpochs", in: 0...1000, default: warmUpEpochs)
    guard warmUpEpochs <= training.epochs else {
      throw keys.refusal(
        of: "warmUpEpochs", default: "the number \(warmUpEpochs)",
        expected: "at most the epochs (\(training.epochs))")
    }
  }
}
