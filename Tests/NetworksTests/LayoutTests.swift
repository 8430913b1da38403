import Networks
import Testing

@Suite("Layouts")
struct LayoutTests {
  @Test("borders of images are cleared, all of them and nothing else", arguments: 1...3, 1...3)
  func borders(frames: Int, bands: Int) {
    let (count, channels) = (2, 3)
    let memory = EngineMemory(1 << 10)
    let size = ImageBatch.size(count: count, frames: frames, bands: bands, channels: channels)
    #expect(size == count * (frames + 2) * (bands + 2) * channels)
    let base = memory.floats(size + 1, [Float](repeating: 7, count: size + 1))
    let images = ImageBatch(
      base: base, count: count, frames: frames, bands: bands, channels: channels)
    images.clearBorders()
    for index in 0..<size {
      let frame = index / images.rowStride % (frames + 2), band = index / channels % (bands + 2)
      let isInside = (1...frames).contains(frame) && (1...bands).contains(band)
      #expect(base[index] == (isInside ? 7 : 0), "\(index)")
    }
    #expect(base[size] == 7)
  }

  @Test("steps at both ends of sequences are cleared, and nothing else")
  func ends() {
    let memory = EngineMemory(1 << 10)
    let size = SequenceBatch.size(count: 2, steps: 3, width: 5)
    let base = memory.floats(size + 1, [Float](repeating: 7, count: size + 1))
    let sequences = SequenceBatch(base: base, count: 2, steps: 3, width: 5)
    sequences.clearEnds()
    #expect(size == 50)
    #expect(array(base, 10).allSatisfy { $0 == 0 })
    #expect(array(base + 10, 30).allSatisfy { $0 == 7 })
    #expect(array(base + 40, 10).allSatisfy { $0 == 0 })
    #expect(base[50] == 7)
  }

  /// Where a pool writes element (utterance, frame, band, channel).
  private func places(
    _ grid: PooledGrid, _ n: Int, _ t: Int, _ f: Int, _ c: Int, from base: Floats
  ) -> [Int] {
    var places: [Int] = []
    for utterance in 0..<n {
      let one = grid.utterance(utterance)
      for frame in 0..<t {
        for band in 0..<f {
          let first = one.base - base + frame * one.frameStride + band * one.bandStride
          places += (0..<c).map { first + $0 }
        }
      }
    }
    return places
  }

  @Test("a pool writes the inside of the next block's images, each element to its own place")
  func imageGrid() {
    let memory = EngineMemory(1 << 10)
    let images = memory.images(2, 3, 4, 5)
    let found = places(images.grid, 2, 5, 4, 3, from: images.base)
    var expected: Set<Int> = []
    images.forEach { place, _ in expected.insert(place) }
    #expect(found.count == 120 && Set(found) == expected)
    // Utterance 1, frame 2, band 1, channel 2: pixel 2 of row 3 of an image of 7 rows of 6 pixels.
    #expect(found[89] == 126 + 54 + 6 + 2)
  }

  /// The recurrent layers read features band by band, channels within a band.
  @Test("the last pool writes the valid steps of sequences, channels within bands")
  func sequenceGrid() {
    let memory = EngineMemory(1 << 10)
    let sequences = memory.sequences(2, 5, 4 * 3)
    let found = places(sequences.grid(channels: 3), 2, 5, 4, 3, from: sequences.base)
    var index = 0
    for utterance in 0..<2 {
      for step in 0..<5 {
        for feature in 0..<12 {
          let place = sequences.frame(utterance, step) - sequences.base + feature
          #expect(found[index] == place)
          #expect(place == ((step + 1) * 2 + utterance) * 12 + feature)
          index += 1
        }
      }
    }
    #expect(index == found.count)
  }

  @Test("a block's pooled sizes leave a rest away, and its statistics rest on every pixel")
  func blockShape() {
    let shape = BlockShape(
      count: 3, frames: 11, bands: 7, inputs: 2, outputs: 5, pool: PoolSize(bands: 2, frames: 3))
    #expect(shape.pooledFrames == 3 && shape.pooledBands == 3)
    #expect(shape.pooledCount == 45)
    #expect(shape.statisticElements == 231)
  }
}
