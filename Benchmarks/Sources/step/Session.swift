import Foundation
import Networks
import Tensors

/// One net with its optimiser and a batch of 32 utterances of 1 x 64 x 128, as the peer has.
final class Session {
  static let (bands, frames, batch, classes) = (64, 128, 32, 7)

  let network: CRNN
  private let adam: Adam
  private let input: NetworkInput
  private let targets: [Float]
  private var step: UInt64 = 0

  init(net: String, workers: Int) throws {
    let configuration: CRNNConfiguration = net == "S" ? try .netS() : try .netM()
    network = try CRNN(configuration, seed: 1, workers: workers)
    adam = Adam(network, settings: try AdamSettings())
    input = try Session.input(count: Session.batch, frames: Session.frames)
    targets = (0..<Session.batch).flatMap { row in
      (0..<Session.classes).map { $0 == row % Session.classes ? 1 : 0 }
    }
  }

  static func input(count: Int, frames: Int) throws -> NetworkInput {
    let generator = CounterGenerator(seed: 2)
    let features = (0..<(count * bands * frames)).map { generator.uniform(at: $0) * 4 - 2 }
    return try NetworkInput(features: features, count: count, bands: bands, frames: frames)
  }

  /// One whole training step: forward, loss, backward, Adam.
  func train() throws {
    _ = try network.computeGradients(input, targets: targets, loss: .plain, step: step)
    try adam.step()
    network.onPhase?("adam")
    step += 1
  }

  /// Milliseconds of each of `count` training steps.
  func train(_ count: Int) throws -> [Double] {
    try (0..<count).map { _ in try milliseconds { try train() } }
  }

  /// Milliseconds of each of `count` predictions for a batch, the network warm.
  func predict(batch: Int, frames: Int, _ count: Int) throws -> [Double] {
    let input = try Session.input(count: batch, frames: frames)
    _ = try network.predict(input)
    return try (0..<count).map { _ in try milliseconds { _ = try network.predict(input) } }
  }

  /// A phase of a step: median milliseconds by the clock and of all processors.
  struct Phase {
    let name: String
    let elapsed: Double, processor: Double
  }

  /// Each phase of a training step.
  func profile(_ count: Int) throws -> [Phase] {
    try profile(count) { try train() }
  }

  /// Each phase of a prediction for a batch.
  func profilePrediction(batch: Int, frames: Int, _ count: Int) throws -> [Phase] {
    let input = try Session.input(count: batch, frames: frames)
    _ = try network.predict(input)
    return try profile(count) { _ = try network.predict(input) }
  }

  /// Each phase of `body` over `count` runs, in order of first appearance.
  private func profile(_ count: Int, _ body: () throws -> Void) throws -> [Phase] {
    var names: [String] = []
    var times: [String: [(Double, Double)]] = [:]
    let clock = ContinuousClock()
    var (last, lastProcessor) = (clock.now, Session.processorMilliseconds())
    func restart() { (last, lastProcessor) = (clock.now, Session.processorMilliseconds()) }
    network.onPhase = { name in
      let elapsed = Session.milliseconds(clock.now - last)
      let processor = Session.processorMilliseconds() - lastProcessor
      if times[name] == nil { names.append(name) }
      times[name, default: []].append((elapsed, processor))
      restart()
    }
    defer { network.onPhase = nil }
    for _ in 0..<count {
      restart()
      try body()
    }
    return names.map { name in
      let all = times[name] ?? []
      return Phase(
        name: name, elapsed: Session.median(all.map(\.0)),
        processor: Session.median(all.map(\.1)))
    }
  }

  /// Time that this process has had on processors: less disturbed by neighbours than the clock.
  static func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
  }

  static func median(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.sorted()[values.count / 2]
  }

  static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) * 1e-15
  }

  private func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    Session.milliseconds(try ContinuousClock().measure(body))
  }
}
