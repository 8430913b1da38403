import Features
import Networks

/// The settings of the optimizer and of stopping.
public struct OptimizationSettings: Codable, Sendable, Equatable {
  /// The initial learning rate of Adam.
  public var learningRate: Double = 2e-3
  /// Utterances a step.
  public var batchSize: Int = 32
  /// The most epochs.
  public var epochs: Int = 200
  /// The most steps, rounded up to whole epochs; 0 for no such limit. A limit in steps gives a
  /// small training part as much learning as a large one.
  public var steps: Int = 1200
  /// Epochs without a better dev UAR after which training stops; 0 trains through all epochs and
  /// keeps the last, which is steadier where dev is near its ceiling.
  public var patience: Int = 0
  /// The share of each target that is spread over all classes, `0..<1`.
  public var labelSmoothing: Double = 0.2
  /// How much a recording's loss counts by its emotion.
  public var classWeights: ClassWeights = .none
  /// Mixup: utterances are mixed with others of their batch, targets alike, by weights from
  /// Beta(mixup, mixup); 0 mixes none.
  public var mixup: Double = 0
  /// How far speakers are heard equally often: 0 hears every recording once an epoch, 1 every
  /// speaker equally often; the same where all training speakers have equally many.
  public var speakerBalance: Double = 1
  /// Decoupled weight decay (AdamW).
  public var weightDecay: Double = 1e-4
  /// The largest norm of all gradients together.
  public var clipNorm: Double = 5
  /// The weight of the past in the running average of weights that is evaluated; 0 averages none.
  public var averaging: Double = 0

  /// The defaults.
  public init() {}

  /// The epochs that both limits allow for a training part of some utterances, at least 1.
  public func epochs(forUtterances count: Int) -> Int {
    guard steps > 0 else { return epochs }
    let stepsAnEpoch = stepsAnEpoch(forUtterances: count)
    return max(1, min(epochs, (steps + stepsAnEpoch - 1) / stepsAnEpoch))
  }

  /// The steps of an epoch over a training part of some utterances, at least 1.
  func stepsAnEpoch(forUtterances count: Int) -> Int {
    max(1, (count + batchSize - 1) / batchSize)
  }
}

/// The size of the network; `network` in a recipe file.
public struct NetworkSettings: Codable, Sendable, Equatable {
  /// Output channels of each convolution block.
  public var channels: [Int] = [16, 32, 64, 64]
  /// Mel bands that each block's pooling joins.
  public var pooledBands: [Int] = [2, 2, 2, 2]
  /// Frames that each block's pooling joins.
  public var pooledFrames: [Int] = [2, 1, 1, 1]
  /// Hidden units of each direction of both LSTM layers.
  public var hiddenSize: Int = 64
  /// Width of the attention's comparison.
  public var attentionSize: Int = 64
  /// Width of the dense layer before the output.
  public var headWidth: Int = 64
  /// Dropout after each convolution block.
  public var convolutionDropout: Double = 0.1
  /// Dropout between and after the LSTM layers.
  public var recurrentDropout: Double = 0.2
  /// Dropout after the dense layer.
  public var headDropout: Double = 0.3

  /// The defaults.
  public init() {}
}

/// Everything that decides what a training does, except the data and the seed.
///
/// What a recipe file may say of each setting, `validate` asks of those that code assigns; a
/// training begins with it.
public struct Recipe: Codable, Sendable, Equatable {
  /// How a waveform becomes a spectrogram.
  public var features = FeatureSettings()
  /// The size of the network.
  public var network = NetworkSettings()
  /// Changed copies of recordings, made once before training.
  public var waveformAugmentation = WaveformAugmentation()
  /// Changes to spectrograms, drawn anew every epoch.
  public var spectrogramAugmentation = SpectrogramAugmentation()
  /// Optimizer and stopping.
  public var optimization = OptimizationSettings()
  /// The learning-rate schedule.
  public var schedule = ScheduleSettings()

  /// The default recipe.
  public init() {}
}
