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
      schedule.observe(epoch: epoch, developmentLoss: loss)
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

  /// PyTorch's `CosineAnnealingLR(T_max=4, eta_min=2)` from a rate of 10:
  /// `2 + 8 (1 + cos(pi t / 4)) / 2`; before it, `LinearLR(start_factor=.1)` in equal steps.
  @Test("a cosine has its closed form, behind a warm-up in equal steps and up to the last epoch")
  func cosine() {
    var settings = ScheduleSettings()
    settings.kind = .cosine
    settings.minimum = 2
    let falling = [10, 8.82842712474619, 6, 3.17157287525381, 2]
    for (warmUp, rising) in [(0, []), (1, [5.5]), (2, [4, 7]), (3, [3.25, 5.5, 7.75])] {
      settings.warmUpEpochs = warmUp
      let expected = rising + falling
      let schedule = LearningRateSchedule(
        settings: settings, initialRate: 10, epochs: expected.count)
      for (epoch, rate) in expected.enumerated() {
        #expect(abs(schedule.rate(epoch: epoch) - rate) < 1e-12, "\(warmUp), \(epoch)")
      }
      #expect(schedule.rate(epoch: expected.count + 1) == 2, "what is past stays at the minimum")
    }
  }

  /// As PyTorch's `CosineAnnealingLR(T_max=1)` in its first epoch, alone or behind `LinearLR`.
  @Test("a cosine over one epoch, or none, has the whole rate, also behind a warm-up")
  func shortCosine() {
    var settings = ScheduleSettings()
    for (warmUp, epochs) in [(0, 0), (0, 1), (1, 2), (4, 5)] {
      settings.warmUpEpochs = warmUp
      let schedule = LearningRateSchedule(settings: settings, initialRate: 0.01, epochs: epochs)
      #expect(schedule.rate(epoch: warmUp) == 0.01)
    }
  }

  /// PyTorch 2.13: `ReduceLROnPlateau(mode="min", threshold=0, eps=0, min_lr=1e-5)` whose
  /// `cooldown_counter` begins at the warm-up's epochs, stepped with these losses.
  @Test(
    "a plateau begins behind the warm-up, and knows the best loss of it",
    arguments: [
      (0.3, 0, 0.1, 6, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [0.3, 0.03, 0.003, 0.0003]),
      (0.3, 0, 0.1, 6, [1, 0.5, 2, 2, 2, 2, 0.9, 0.4, 0.4, 0.4], [0.3, 0.03, 0.03, 0.003]),
      (
        8, 1, 0.5, 3, [1, 0.5, 2, 2, 2, 2, 0.4, 0.4, 0.4, 0.4, 0.3],
        [8, 8, 4, 4, 4, 4, 2, 2]
      ),
      (10, 0, 0.25, 2, [1, 2, 0.5, 0.5, 0.4], [10, 10, 2.5]),
    ] as [(Double, Int, Double, Int, [Double], [Double])])
  func plateauBehindAWarmUp(
    rate: Double, patience: Int, factor: Double, warmUp: Int, losses: [Double], expected: [Double]
  ) throws {
    var settings = ScheduleSettings()
    (settings.kind, settings.patience, settings.factor) = (.plateau, patience, factor)
    settings.warmUpEpochs = warmUp
    var schedule = LearningRateSchedule(
      settings: settings, initialRate: rate, epochs: losses.count)
    var rates: [Double] = []
    for (epoch, loss) in losses.enumerated() {
      // A checkpoint holds it as JSON.
      schedule = try JSONDecoder().decode(
        LearningRateSchedule.self, from: JSONEncoder().encode(schedule))
      rates.append(schedule.rate(epoch: epoch))
      schedule.observe(epoch: epoch, developmentLoss: loss)
    }
    #expect(zip(rates[warmUp...], expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(rates)")
    #expect(rates.count == warmUp + expected.count)
    #expect(zip(rates, rates[1...warmUp]).allSatisfy { $0 < $1 }, "it rises until then")
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
    #expect(stopping.keptEpoch == 2)
  }

  private struct Dev: Equatable {
    let recall: Double
    let loss: Double

    func isBetter(than other: Dev) -> Bool {
      recall == other.recall ? loss < other.loss : recall > other.recall
    }
  }

  /// All courses of four epochs over two recalls and two losses, in exact numbers.
  @Test("the best epoch is the first of the highest recalls' lowest losses", arguments: [1, 2, 9])
  func keptEpoch(patience: Int) {
    let choices =
      [Dev(recall: 0, loss: 0), Dev(recall: 0, loss: 1)]
      + [Dev(recall: 1, loss: 0), Dev(recall: 1, loss: 1)]
    for course in 0..<256 {
      let epochs = [0, 2, 4, 6].map { choices[course >> $0 & 3] }
      var stopping = EarlyStopping(patience: patience)
      for (epoch, dev) in epochs.enumerated() {
        let isBest = epochs[..<epoch].allSatisfy { dev.isBetter(than: $0) }
        let observed = stopping.observe(epoch: epoch, recall: dev.recall, loss: dev.loss)
        #expect(observed == isBest, "\(epochs)")
        #expect((stopping.keptEpoch == epoch) == isBest)
      }
      let best = stopping.keptEpoch ?? 0
      #expect(stopping.keptRecall == epochs[best].recall)
      #expect(stopping.keptLoss == epochs[best].loss)
      for epoch in 0..<14 {
        #expect(stopping.shouldStop(after: epoch) == (epoch >= best + patience))
      }
    }
  }

  @Test("without patience every epoch is better than the one before, and none is the last")
  func noPatience() {
    var stopping = EarlyStopping(patience: 0)
    #expect(!stopping.shouldStop(after: 100))
    for (epoch, recall) in [0.9, 0.5, 0.1].enumerated() {
      let isBest = stopping.observe(epoch: epoch, recall: recall, loss: Double(epoch))
      #expect(isBest && stopping.keptRecall == recall && stopping.keptEpoch == epoch)
      #expect(!stopping.shouldStop(after: 100))
    }
  }
}
