import Tensors

/// The weights in the forms that prediction reads: made anew when they have changed, and not when
/// batches change their shape.
final class PredictionWeights {
  private let store: ParameterStore
  /// With the sizes that the configuration names.
  let blocks: [PredictionBlock]
  /// Both directions of each recurrent layer.
  let layers: [[PredictionLSTM]]
  /// `W_h` of the attention.
  let attention: PackedMatrix
  /// The layers of the head.
  let hidden: Linear, output: Linear
  private var version: Int?
  private let arena = Arena()

  init(_ configuration: CRNNConfiguration, _ store: ParameterStore) {
    self.store = store
    let width = 2 * configuration.hiddenSize
    func layOut(_ arena: Arena) -> (
      [PredictionBlock], [[PredictionLSTM]], PackedMatrix, Linear, Linear
    ) {
      let shapes = configuration.blockShapes(count: 1, frames: configuration.frames)
      let blocks = shapes.enumerated().map { index, shape in
        PredictionBlock(shape, arrays: store.arrays(ofBlock: index), arena: arena)
      }
      let layers = [configuration.recurrentInput, width].map { inputs in
        (0..<2).map {
          PredictionLSTM(
            inputs: inputs, hidden: configuration.hiddenSize, direction: $0, arena: arena)
        }
      }
      return (
        blocks, layers,
        PackedMatrix(inner: width, columns: configuration.attentionSize, arena: arena),
        Linear(inputs: width, outputs: configuration.headWidth, arena: arena),
        Linear(inputs: configuration.headWidth, outputs: configuration.classes, arena: arena)
      )
    }
    arena.reset(reserving: arena.measure { _ = layOut($0) })
    (blocks, layers, attention, hidden, output) = layOut(arena)
  }

  /// Takes over weights that have changed, on all workers.
  func prepare(_ pool: Workers) {
    guard version != store.version else { return }
    version = store.version
    let directions = layers.joined().enumerated().map { ($0.offset / 2, $0.element) }
    pool.run(blocks.count + directions.count + 1) { unit, _ in
      if unit < blocks.count {
        blocks[unit].prepare()
      } else if unit < blocks.count + directions.count {
        let (layer, direction) = directions[unit - blocks.count]
        direction.prepare(store.arrays(ofLayer: layer, in: store.values))
      } else {
        attention.packTransposed(store.attentionArrays(in: store.values).state)
        hidden.prepare(store.values + store.layout.headHidden.weight)
        output.prepare(store.values + store.layout.headOutput.weight)
      }
    }
  }
}
