import Networks

/// A running average of weights: `average = decay * average + (1 - decay) * weights` each step.
///
/// Running statistics of normalisation are averaged too, so the average is a network of its own.
struct WeightAverage: Sendable {
  let decay: Float
  private(set) var arrays: [NamedArray]
  private var steps: Int

  init(decay: Double, arrays: [NamedArray], steps: Int) {
    self.decay = Float(decay)
    self.arrays = arrays
    self.steps = steps
  }

  /// Takes in the weights after a step. The decay grows from small values, so the first weights,
  /// which know nothing, are soon forgotten.
  mutating func observe(_ weights: [NamedArray]) throws(NetworkError) {
    steps += 1
    let decay = min(decay, Float(1 + steps) / Float(10 + steps))
    var next: [NamedArray] = []
    for (old, new) in zip(arrays, weights) {
      var values = old.values
      for index in values.indices {
        values[index] = decay * values[index] + (1 - decay) * new.values[index]
      }
      next.append(try NamedArray(name: old.name, shape: old.shape, values: values))
    }
    arrays = next
  }
}
