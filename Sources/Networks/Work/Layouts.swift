import Tensors

/// Floats that several threads touch at places of their own.
package typealias Floats = UnsafeMutablePointer<Float>

/// Images `[N][T+2][F+2][C]` with a border of zeros: time-major, channels last.
package struct ImageBatch {
  package let base: Floats
  /// Images N, frames T, bands F, channels C, the border not counted.
  package let count: Int, frames: Int, bands: Int, channels: Int

  package init(base: Floats, count: Int, frames: Int, bands: Int, channels: Int) {
    self.base = base
    self.count = count
    self.frames = frames
    self.bands = bands
    self.channels = channels
  }

  /// Floats that `count` images need.
  package static func size(count: Int, frames: Int, bands: Int, channels: Int) -> Int {
    count * (frames + 2) * (bands + 2) * channels
  }

  /// Floats from one frame to the next.
  package var rowStride: Int { (bands + 2) * channels }
  /// Floats from one image to the next.
  package var imageStride: Int { (frames + 2) * rowStride }

  /// The image of one utterance, border included.
  package func image(_ utterance: Int) -> Floats { base + utterance * imageStride }

  /// The images without their borders, as a pool writes them.
  package var grid: PooledGrid {
    PooledGrid(
      base: base + rowStride + channels, imageStride: imageStride, frameStride: rowStride,
      bandStride: channels)
  }

  /// Writes zeros to the borders; done once when memory is laid out.
  package func clearBorders() {
    for utterance in 0..<count {
      let first = image(utterance)
      first.update(repeating: 0, count: rowStride)
      (first + (frames + 1) * rowStride).update(repeating: 0, count: rowStride)
      for frame in 1...frames {
        let row = first + frame * rowStride
        row.update(repeating: 0, count: channels)
        (row + (bands + 1) * channels).update(repeating: 0, count: channels)
      }
    }
  }
}

/// Sequences `[T+2][N][D]`, time-major, with a step of zeros at both ends, so that a state always
/// has a predecessor.
package struct SequenceBatch {
  package let base: Floats
  /// Sequences N, steps T, features D.
  package let count: Int, steps: Int, width: Int

  package init(base: Floats, count: Int, steps: Int, width: Int) {
    self.base = base
    self.count = count
    self.steps = steps
    self.width = width
  }

  /// Sequences in memory of an arena, not cleared.
  init(count: Int, steps: Int, width: Int, arena: Arena) {
    let size = Self.size(count: count, steps: steps, width: width)
    self.init(base: arena.take(size), count: count, steps: steps, width: width)
  }

  /// Floats that a batch of sequences needs.
  package static func size(count: Int, steps: Int, width: Int) -> Int {
    (steps + 2) * count * width
  }

  /// Floats from one step to the next.
  package var stepStride: Int { count * width }

  /// Step `t` in `-1...T`, all utterances: `[N, D]`; -1 and T are the zeros at the ends.
  package func step(_ step: Int) -> Floats { base + (step + 1) * stepStride }

  /// The features of one utterance at one step.
  package func frame(_ utterance: Int, _ step: Int) -> Floats {
    self.step(step) + utterance * width
  }

  /// Steps as frames of `channels` features a band, as the last pool writes them.
  package func grid(channels: Int) -> PooledGrid {
    PooledGrid(base: step(0), imageStride: width, frameStride: stepStride, bandStride: channels)
  }

  /// Writes zeros to the steps at both ends.
  package func clearEnds() {
    step(-1).update(repeating: 0, count: stepStride)
    step(steps).update(repeating: 0, count: stepStride)
  }
}

/// Where element (utterance, frame, band, channel) of a pooled batch lies: an image or a sequence,
/// so that the last pool writes straight to where the LSTM reads.
package struct PooledGrid {
  /// Utterance, frame, band and channel 0.
  package let base: Floats
  /// Floats from one utterance, frame and band to the next; channels are neighbours.
  package let imageStride: Int, frameStride: Int, bandStride: Int

  /// The grid from one utterance on.
  package func utterance(_ utterance: Int) -> PooledGrid {
    PooledGrid(
      base: base + utterance * imageStride, imageStride: imageStride, frameStride: frameStride,
      bandStride: bandStride)
  }
}
