import Features
import Randomness
import Testing
import Training

@Suite struct AugmentationTests {
  private let original = ToyData.spectrogram(.happy, seed: 9)
  private let axis = MelAxis(ToyData.recipe().features)

  @Test func equalSeedsGiveEqualCopies() {
    let augmentation = SpectrogramAugmentation()
    var first = SplitMix64(seed: 1)
    var second = SplitMix64(seed: 1)
    var third = SplitMix64(seed: 2)
    let copy = augmentation.apply(to: original, on: axis, using: &first)
    #expect(copy == augmentation.apply(to: original, on: axis, using: &second))
    #expect(copy != augmentation.apply(to: original, on: axis, using: &third))
  }

  @Test func noChangeIsNoChange() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<20 {
      let copy = SpectrogramAugmentation.none.apply(to: original, on: axis, using: &generator)
      #expect(copy == original)
    }
  }

  @Test func everyCopyIsFiniteWithTheLengthThatItsTempoGives() {
    var augmentation = SpectrogramAugmentation()
    augmentation.tempoChange = 0.25
    var generator = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let copy = augmentation.apply(to: original, on: axis, using: &generator)
      #expect(copy.bands == original.bands)
      #expect(
        (Int(Double(original.frames) / 1.25) - 1...original.frames * 4 / 3 + 1)
          .contains(copy.frames))
      #expect(copy.values.allSatisfy { $0.isFinite })
    }
  }

  @Test func everyLeverAtZeroChangesNothing() {
    let augmentation = SpectrogramAugmentation.still
    var generator = SplitMix64(seed: 3)
    #expect(augmentation.apply(to: original, on: axis, using: &generator) == original)
  }
}
