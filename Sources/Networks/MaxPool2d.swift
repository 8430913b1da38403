/// Max pooling of images `[T, F, C]` to `[T', F', C]`, windows side by side, remainders left out.
///
/// Of equal values the first counts, bands before frames, as in PyTorch.
package struct MaxPool2d {
  package let size: PoolSize

  package init(_ size: PoolSize) {
    self.size = size
  }

  /// Writes each window's largest value; `z` is `[T, F, C]` without border.
  package func forward(
    _ z: UnsafePointer<Float>, frames: Int, bands: Int, channels: Int, into pooled: FrameGrid
  ) {
    for frame in 0..<(frames / size.frames) {
      for band in 0..<(bands / size.bands) {
        let target = pooled[frame] + band * channels
        let corner = z + (frame * size.frames * bands + band * size.bands) * channels
        for channel in 0..<channels {
          target[channel] = corner[largest(corner + channel, bands, channels) + channel]
        }
      }
    }
  }

  /// Writes the gradient of `z`, after ReLU: `dz` is 0 but at each window's largest value, if above 0.
  package func backward(
    _ z: UnsafePointer<Float>, frames: Int, bands: Int, channels: Int, dPooled: FrameGrid,
    into dz: Floats
  ) {
    dz.update(repeating: 0, count: frames * bands * channels)
    for frame in 0..<(frames / size.frames) {
      for band in 0..<(bands / size.bands) {
        let source = dPooled[frame] + band * channels
        let corner = (frame * size.frames * bands + band * size.bands) * channels
        for channel in 0..<channels {
          let place = corner + largest(z + corner + channel, bands, channels) + channel
          if z[place] > 0 { dz[place] = source[channel] }
        }
      }
    }
  }

  /// The offset of the first of a window's largest values from the window's corner.
  private func largest(_ corner: UnsafePointer<Float>, _ bands: Int, _ channels: Int) -> Int {
    var best = 0
    for band in 0..<size.bands {
      for frame in 0..<size.frames {
        let offset = (frame * bands + band) * channels
        if corner[offset] > corner[best] { best = offset }
      }
    }
    return best
  }
}
