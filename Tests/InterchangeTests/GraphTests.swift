import Features
import Foundation
import Interchange
import Networks
import Testing
import Training

@Suite("A written graph, read back by a reader that shares no code with the writer")
struct GraphTests {
  private func graph(_ model: TrainedModel, version: String = "1.2.3") throws -> ReadGraph {
    try ReadGraph([UInt8](ONNXExport(model, from: "m", version: version).bytes))
  }

  @Test(
    "answers as the network does, utterances of every length together and alone", arguments: [1, 2])
  func answers(seed: UInt64) throws {
    let model = try Models.random(Models.smallRecipe(), seed: seed)
    let graph = try graph(model)
    let extractor = try FeatureExtractor(model.recipe.features)
    let heard = try Utterances.synthetic().prefix(2).map { try extractor.extract($0) }
    func beginning(_ frames: Int) -> LogMelSpectrogram {
      LogMelSpectrogram(
        values: Array(heard[0].values.prefix(frames * heard[0].bands)), frames: frames,
        bands: heard[0].bands)
    }
    let batches = [
      [heard[0].padded(to: 61), heard[1].padded(to: 61), beginning(23).padded(to: 61)],
      [beginning(41).padded(to: 41)], [beginning(7).padded(to: 20), beginning(1).padded(to: 20)],
    ]
    let network = try CRNN(try model.recipe.networkConfiguration(), seed: 0, workers: 1)
    try network.load(model.state)
    for batch in batches {
      let input = try Batch.input(batch)
      let expected = try network.predict(input)
      let found = try graph.run([
        "features": ReadArray(
          shape: [input.count, 1, input.bands, input.frames],
          values: input.features.map(Double.init)),
        "lengths": ReadArray(shape: [input.count], values: input.lengths.map(Double.init)),
      ])
      for (name, values, width) in [
        ("probabilities", expected.probabilities, 7), ("logits", expected.logits, 7),
        ("attention", expected.attention, expected.pooledFrames),
      ] {
        let array = try #require(found[name])
        #expect(array.shape == [input.count, width])
        try #require(array.values.count == values.count)
        for (own, other) in zip(array.values, values) {
          #expect(abs(own - Double(other)) <= 1e-4 + 1e-4 * abs(own), "\(name)")
        }
      }
      let probabilities = try #require(found["probabilities"]).values
      #expect((probabilities.max() ?? 0) - (probabilities.min() ?? 0) > 0.3, "all the same")
    }
  }

  @Test("says its version, its operators and the metadata of the model's own file")
  func header() throws {
    let model = try Models.random(Models.smallRecipe(), seed: 1)
    let graph = try graph(model, version: "9.8.7")
    #expect(graph.formatVersion == [8] && graph.opsets == [17] && graph.domains == [""])
    #expect(graph.producer == "ser-audit" && graph.producerVersion == "9.8.7")
    #expect(try graph.metadata == model.metadata())
    #expect(graph.metadata.count == 2)
  }

  @Test("has the inputs and outputs of the contract, with batch and frames of any length")
  func interface() throws {
    let graph = try graph(Models.random(Models.smallRecipe(), seed: 1))
    #expect(
      graph.inputs.map { "\($0.name) \($0.element) \($0.axes.joined(separator: ","))" } == [
        "features 1 utterances,1,30,frames", "lengths 7 utterances",
      ])
    #expect(
      graph.outputs.map { "\($0.name) \($0.element) \($0.axes.joined(separator: ","))" } == [
        "probabilities 1 utterances,7", "logits 1 utterances,7",
        "attention 1 utterances,pooled_frames",
      ])
  }

  @Test("names each value once and before it is used, and holds nothing that is not used")
  func order() throws {
    let graph = try graph(Models.random(Models.smallRecipe(), seed: 1))
    let given = graph.inputs.map(\.name) + graph.constants.map(\.name)
    var known = Set(given)
    #expect(known.count == given.count)
    for node in graph.nodes {
      #expect(known.isSuperset(of: node.inputs), "\(node.output)")
      #expect(known.insert(node.output).inserted, "\(node.output) twice")
    }
    let used = Set(graph.nodes.flatMap(\.inputs) + graph.outputs.map(\.name))
    #expect(used == known)
  }

  @Test("gives each constant as many numbers as its shape says, of a type that its readers know")
  func constants() throws {
    let model = try Models.random(Models.smallRecipe(), seed: 1)
    let graph = try graph(model)
    for constant in graph.constants {
      #expect(constant.array.values.count == constant.array.shape.reduce(1, *), "\(constant.name)")
      #expect([1, 7].contains(constant.element), "\(constant.name)")
    }
    let named = Dictionary(uniqueKeysWithValues: graph.constants.map { ($0.name, $0.array) })
    let kept = model.state.filter { named[$0.name] != nil }
    // All arrays but those of the LSTM, whose gates are reordered, and the counts of batches.
    #expect(
      Set(model.state.map(\.name)).subtracting(kept.map(\.name)).allSatisfy {
        $0.hasPrefix("lstm.") || $0.hasSuffix("num_batches_tracked")
      })
    for array in kept {
      #expect(named[array.name]?.shape == array.shape, "\(array.name)")
      #expect(named[array.name]?.values == array.values.map(Double.init), "\(array.name)")
    }
  }

  @Test("gives each setting the type that its value has")
  func attributes() throws {
    let graph = try graph(Models.random(Models.smallRecipe(), seed: 1))
    for node in graph.nodes {
      for (name, attribute) in node.attributes {
        let found = [
          attribute.float != nil ? 1 : 0, attribute.integer != nil ? 2 : 0,
          attribute.text != nil ? 3 : 0, attribute.integers.isEmpty ? 0 : 7,
        ].filter { $0 > 0 }
        #expect(found == [attribute.kind], "\(name) of \(node.output)")
      }
    }
    #expect(
      graph.nodes.first { $0.operation == "LSTM" }?.attributes["direction"]?.text == "bidirectional"
    )
  }
}
