import Networks
import Testing

@Suite("Running statistics")
struct RunningStatisticsTests {
  /// With weights as they are, each batch moves the statistics by a tenth of what is left, whatever
  /// they were about which its sums were formed.
  @Test("of the same batch again and again come to its own by a tenth each time")
  func repeatedBatch() throws {
    let network = try CRNN(Samples.configuration(dropout: 0), seed: 3, workers: 1)
    var batch: [String: [Double]] = [:]
    var keep = 1.0
    for count in 1...5 {
      keep *= 0.9
      _ = try network.computeGradients(
        Samples.input(6), targets: Samples.targets(6), loss: .plain, step: UInt64(count))
      for array in network.state {
        let start: Double
        switch array.name.split(separator: ".").last {
        case "running_mean": start = 0
        case "running_var": start = 1
        case "num_batches_tracked":
          #expect(array.values == [Float(count)], "\(array.name)")
          continue
        default: continue
        }
        let left = start * keep
        let implied = array.values.map { (Double($0) - left) / (1 - keep) }
        let own = batch[array.name] ?? implied
        batch[array.name] = own
        for (found, whole) in zip(array.values, own) {
          let expected = left + whole * (1 - keep)
          #expect(
            abs(Double(found) - expected) <= 1e-5 + 1e-5 * abs(expected),
            "\(array.name) after \(count)")
        }
      }
    }
    #expect(batch.count == 6)
  }

  @Test("go on from the count of batches of a state, or from 0 where a state has none")
  func counts() throws {
    let network = try CRNN(Samples.configuration(), seed: 3, workers: 1)
    let name = "blocks.0.norm.num_batches_tracked"
    func counted() throws -> [Float] {
      _ = try network.computeGradients(
        Samples.input(2), targets: Samples.targets(2), loss: .plain, step: 0)
      return network.state.filter { $0.name.hasSuffix("num_batches_tracked") }.flatMap(\.values)
    }
    try network.change("blocks.0.norm.num") { _ in [41] }
    #expect(try counted() == [42, 42, 42])
    let before = network.state
    #expect(
      throws: NetworkError.configuration(
        field: name, found: "-1.0", expected: "0..<\(Float(0x1p53))")
    ) { try network.change("blocks.0.norm.num") { _ in [-1] } }
    #expect((network.state == before) as Bool)
    try network.load(before.filter { !$0.name.hasSuffix("num_batches_tracked") })
    #expect(try counted() == [1, 1, 1])
  }
}
