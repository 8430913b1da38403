import Foundation
import Testing
import Training

@Suite struct ScheduleTests {
  /// PyTorch 2.13: `ReduceLROnPlateau(mode="min", factor=.5, patience=2, threshold=0, min_lr=1e-3)`
  /// from a rate of .01, stepped with these losses.
  @Test func aPlateauActsAsPyTorchs() {
    var settings = ScheduleSettings()
    settings.kind = .plateau
    settings.factor = 0.5
    settings.patience = 2
    settings.minimum = 1e-3
    settings.warmUpEpochs = 0
    var schedule = LearningRateSchedule(settings: settings, initialRate: 0.01, epochs: 20)
    let losses = [1, 0.9, 0.95, 0.9, 0.91, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8]
    let expected = [
      0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005, 0.005, 0.0025, 0.0025, 0.0025, 0.00125,
      0.00125, 0.00125, 0.001,
    ]
    for (epoch, loss) in losses.enumerated() {
      schedule.observe(developmentLoss: loss)
      #expect(abs(schedule.rate(epoch: epoch) - expected[epoch]) < 1e-12, "epoch \(epoch)")
    }
  }

  @Test func aCosineBeginsHighEndsLowAndNeverRises() {
    var settings = ScheduleSettings()
    settings.kind = .cosine
    settings.warmUpEpochs = 3
    settings.minimum = 1e-4
    let schedule = LearningRateSchedule(settings: settings, initialRate: 0.01, epochs: 30)
    let rates = (0..<30).map { schedule.rate(epoch: $0) }
    #expect(rates[0] < rates[1] && rates[1] < rates[2] && rates[2] < rates[3])
    #expect(rates[3] == 0.01)
    #expect(abs(rates[29] - 1e-4) < 1e-12)
    #expect(zip(rates[3...], rates[4...]).allSatisfy { $0 >= $1 })
  }

  @Test("a warm-up that is longer than the training ends with it")
  func boundedWarmUp() {
    var settings = ScheduleSettings()
    settings.warmUpEpochs = 100
    let schedule = LearningRateSchedule(settings: settings, initialRate: 0.01, epochs: 3)
    settings.warmUpEpochs = 3
    let bounded = LearningRateSchedule(settings: settings, initialRate: 0.01, epochs: 3)
    for epoch in 0..<3 { #expect(schedule.rate(epoch: epoch) == bounded.rate(epoch: epoch)) }
    #expect(schedule.rate(epoch: 2) > 0.0077)
  }

  @Test func stoppingKeepsTheFirstOfEqualEpochsWithTheLowerLoss() {
    var stopping = EarlyStopping(patience: 2)
    let isBest = [(0.5, 1.0), (0.5, 1), (0.5, 0.9)].enumerated().map { epoch, dev in
      stopping.observe(epoch: epoch, recall: dev.0, loss: dev.1)
    }
    #expect(isBest == [true, false, true])
    #expect(!stopping.shouldStop(after: 3))
    #expect(stopping.shouldStop(after: 4))
    #expect(stopping.bestEpoch == 2)
  }
}
