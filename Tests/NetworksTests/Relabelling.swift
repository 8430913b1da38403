import Networks

/// Another naming of what a network's arrays are about: which array takes another's place, and in
/// which order an axis takes its places. Weights so changed make the same network of other names,
/// and its gradients are changed alike.
struct Relabelling {
  /// The places of one axis of some arrays: place i takes what stood at `order[i]`.
  struct Axis {
    let arrays: [String]
    let axis: Int
    let order: [Int]
  }

  /// The array whose values an array takes.
  var partner: (String) -> String = { $0 }
  var axes: [Axis] = []

  mutating func add(_ arrays: [String], axis: Int, _ order: [Int]) {
    axes.append(Axis(arrays: arrays, axis: axis, order: order))
  }

  func callAsFunction(_ arrays: [NamedArray]) throws -> [NamedArray] {
    let values = Dictionary(uniqueKeysWithValues: arrays.map { ($0.name, $0.values) })
    return try arrays.map { array in
      var array = try NamedArray(
        name: array.name, shape: array.shape, values: values[partner(array.name)] ?? [])
      for item in axes where item.arrays.contains(array.name) {
        array = try array.taking(item.order, axis: item.axis)
      }
      return array
    }
  }
}

extension NamedArray {
  /// The same array with what stood at place `order[i]` of an axis at place i.
  func taking(_ order: [Int], axis: Int) throws -> NamedArray {
    let inner = shape[(axis + 1)...].reduce(1, *), length = shape[axis]
    let outer = shape[..<axis].reduce(1, *)
    let taken = (0..<outer).flatMap { place in
      order.flatMap { values[((place * length + $0) * inner)...].prefix(inner) }
    }
    return try NamedArray(name: name, shape: shape, values: taken)
  }
}

extension Relabelling {
  private static func both(_ kinds: [String], _ layer: Int) -> [String] {
    kinds.flatMap { ["lstm.\($0)_l\(layer)", "lstm.\($0)_l\(layer)_reverse"] }
  }

  /// What reads a recurrent layer's outputs, `[.., 2H]`.
  private static func readers(ofLayer layer: Int) -> [String] {
    layer == 0
      ? both(["weight_ih"], 1)
      : ["attention.state.weight", "attention.context.weight", "head.hidden.weight"]
  }

  /// Time runs backwards: filters are mirrored, and the directions of both layers change places,
  /// in their own arrays and where their outputs are read.
  static func reversedTime(_ configuration: CRNNConfiguration) -> Relabelling {
    let hidden = configuration.hiddenSize
    var result = Relabelling(partner: { name in
      guard name.hasPrefix("lstm.") else { return name }
      return name.hasSuffix("_reverse") ? String(name.dropLast(8)) : name + "_reverse"
    })
    result.add(filters(configuration), axis: 3, [2, 1, 0])
    for layer in 0..<2 {
      let halves = Array(hidden..<(2 * hidden)) + Array(0..<hidden)
      result.add(readers(ofLayer: layer), axis: 1, halves)
    }
    return result
  }

  /// The highest band comes first.
  static func reversedBands(_ configuration: CRNNConfiguration) -> Relabelling {
    var result = Relabelling()
    result.add(filters(configuration), axis: 2, [2, 1, 0])
    let (bands, channels) = (configuration.pooledBands, configuration.channels.last ?? 0)
    let columns = (0..<bands).reversed().flatMap { band in
      (0..<channels).map { band * channels + $0 }
    }
    result.add(both(["weight_ih"], 0), axis: 1, columns)
    return result
  }

  private static func filters(_ configuration: CRNNConfiguration) -> [String] {
    configuration.channels.indices.map { "blocks.\($0).conv.weight" }
  }

  /// Block `block` counts its channels in another order.
  static func channels(
    _ configuration: CRNNConfiguration, block: Int, _ order: [Int]
  ) -> Relabelling {
    var result = Relabelling()
    let norm = ["weight", "bias", "running_mean", "running_var"]
    result.add(
      ["blocks.\(block).conv.weight"] + norm.map { "blocks.\(block).norm.\($0)" }, axis: 0, order)
    if block + 1 < configuration.channels.count {
      result.add(["blocks.\(block + 1).conv.weight"], axis: 1, order)
    } else {
      let columns = (0..<configuration.pooledBands).flatMap { band in
        order.map { band * order.count + $0 }
      }
      result.add(both(["weight_ih"], 0), axis: 1, columns)
    }
    return result
  }

  /// Recurrent layer `layer` counts its hidden units in other orders, one a direction.
  static func units(layer: Int, _ forward: [Int], _ reverse: [Int]) -> Relabelling {
    var result = Relabelling()
    let hidden = forward.count
    for (suffix, order) in [("", forward), ("_reverse", reverse)] {
      let rows = (0..<4).flatMap { gate in order.map { gate * hidden + $0 } }
      let names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
      result.add(names.map { "lstm.\($0)_l\(layer)\(suffix)" }, axis: 0, rows)
      result.add(["lstm.weight_hh_l\(layer)\(suffix)"], axis: 1, order)
    }
    result.add(readers(ofLayer: layer), axis: 1, forward + reverse.map { hidden + $0 })
    return result
  }

  /// The attention, the head's hidden layer and the classes, each in another order.
  static func attention(_ order: [Int]) -> Relabelling {
    var result = Relabelling()
    result.add(
      ["attention.state.weight", "attention.state.bias", "attention.context.weight"], axis: 0,
      order)
    result.add(["attention.score.weight"], axis: 1, order)
    return result
  }

  static func head(_ order: [Int]) -> Relabelling {
    var result = Relabelling()
    result.add(["head.hidden.weight", "head.hidden.bias"], axis: 0, order)
    result.add(["head.output.weight"], axis: 1, order)
    return result
  }

  static func classes(_ order: [Int]) -> Relabelling {
    var result = Relabelling()
    result.add(["head.output.weight", "head.output.bias"], axis: 0, order)
    return result
  }
}
