extension CRNN {
  /// Every learned array and running statistic under PyTorch's name and shape, in a fixed order.
  public var state: [NamedArray] {
    arrays(store.values, "") + store.layout.statistics.map { array($0, store.statistics, "") }
      + configuration.channels.indices.map { block in
        NamedArray(unchecked: Self.batchesName(block), [], [Float(store.batches)])
      }
  }

  /// The gradients that the last `computeGradients` left, under the names of `state`.
  public var gradients: [NamedArray] { arrays(store.gradients, "") }

  /// Takes over a state; all or nothing.
  ///
  /// - Throws: `NetworkError` naming the first array that is missing, unknown, repeated, of another
  ///   shape, not finite or a variance below 0, with what was found and expected; the network is
  ///   then as it was. The `num_batches_tracked` counts may be left out; they may have fractions,
  ///   as those of averaged weights do.
  public func load(_ state: [NamedArray]) throws(NetworkError) {
    let statistics = store.layout.statistics
    let counters = configuration.channels.indices.map(Self.batchesName)
    let loaded = try StateReader(state, optional: Set(counters.map { ($0) }))
    try loaded.check(parameters + statistics)
    let batches = try counters.map { name throws(NetworkError) in try loaded.scalar(name) ?? 0 }[0]
    guard batches >= 0, batches < Self.batchesLimit else {
      throw .configuration(
        field: Self.batchesName(0), found: "\(batches)", expected: "0..<\(Self.batchesLimit)")
    }
    for statistic in statistics where statistic.name.hasSuffix(".running_var") {
      if let negative = loaded.values(statistic.name).first(where: { $0 < 0 }) {
        throw .configuration(field: statistic.name, found: "\(negative)", expected: "0 or more")
      }
    }
    for parameter in parameters {
      store.write(loaded.values(parameter.name), to: parameter, in: store.values)
    }
    for statistic in statistics {
      store.write(loaded.values(statistic.name), to: statistic, in: store.statistics)
    }
    store.version += 1
    store.batches = Int(batches)
  }

  /// The learned arrays, in the order of `state`.
  var parameters: [Parameter] { store.layout.parameters }

  /// A buffer laid out as the learned arrays, under their names with a prefix.
  func arrays(_ buffer: UnsafePointer<Float>, _ prefix: String) -> [NamedArray] {
    parameters.map { array($0, buffer, prefix) }
  }

  private func array(_ parameter: Parameter, _ buffer: UnsafePointer<Float>, _ prefix: String)
    -> NamedArray
  {
    NamedArray(
      unchecked: prefix + parameter.name, parameter.shape, store.read(parameter, from: buffer))
  }

  /// More batches than any training sees; the count still is a whole number far below it.
  private static let batchesLimit: Float = 0x1p53

  private static func batchesName(_ block: Int) -> String {
    "blocks.\(block).norm.num_batches_tracked"
  }
}

/// A state to be loaded, by name.
struct StateReader {
  private var arrays: [String: NamedArray] = [:]
  private let optional: Set<String>

  init(_ state: [NamedArray], optional: Set<String>) throws(NetworkError) {
    self.optional = optional
    for array in state {
      guard arrays.updateValue(array, forKey: array.name) == nil else {
        throw .repeatedArray(array.name)
      }
    }
  }

  /// Checks that the state holds exactly `parameters`, under `prefix` and its name, finite
  /// throughout.
  func check(_ parameters: [Parameter], prefixes: [String] = [""]) throws(NetworkError) {
    var known = optional
    for prefix in prefixes {
      for parameter in parameters {
        let name = prefix + parameter.name
        known.insert(name)
        guard let array = arrays[name] else { throw .missingArray(name) }
        guard array.shape == parameter.shape else {
          throw .arrayShape(name: name, found: array.shape, expected: parameter.shape)
        }
      }
    }
    for name in arrays.keys.sorted() {
      guard known.contains(name) else { throw .unknownArray(name) }
      if let index = values(name).firstIndex(where: { !$0.isFinite }) {
        throw .arrayNotFinite(name: name, index: index)
      }
    }
  }

  func values(_ name: String) -> [Float] { arrays[name]?.values ?? [] }

  /// The one value of an array without axes; `nil` where the state lacks it.
  func scalar(_ name: String) throws(NetworkError) -> Float? {
    guard let array = arrays[name] else { return nil }
    guard array.shape.isEmpty else {
      throw .arrayShape(name: name, found: array.shape, expected: [])
    }
    return array.values.first
  }
}
