import Audits
import Corpora
import Metrics
import Testing

@Suite struct AttentionProfileTests {
  private func prediction(_ id: String, _ emotion: Emotion) -> Prediction {
    Prediction(utterance: id, speaker: "a", word: nil, truth: emotion, predicted: emotion)
  }

  /// Any number of frames, also ones that do not divide the bins.
  @Test(arguments: [1, 2, 3, 7, 49, 50, 51, 96, 200])
  func evenAttentionIsOneEverywhere(frames: Int) throws {
    let weights = [Float](repeating: 1 / Float(frames), count: frames)
    let profile = try #require(
      AttentionProfile.profiles(
        attention: ["x": weights], predictions: [prediction("x", .sad)]
      ).first)
    #expect(profile.density.count == 50)
    #expect(profile.density.allSatisfy { abs($0 - 1) < 1e-5 })
  }

  @Test func stretchingKeepsTheMass() throws {
    let weights: [Float] = [0.1, 0.2, 0.05, 0.4, 0.25]
    let profile = try #require(
      AttentionProfile.profiles(
        attention: ["x": weights], predictions: [prediction("x", .sad)]
      ).first)
    let mean = profile.density.reduce(0, +) / 50
    #expect(abs(mean - 1) < 1e-6)
    #expect(abs(profile.density[0] - 0.5) < 1e-6)
    #expect(abs(profile.density[35] - 2) < 1e-6)
  }

  @Test func eachSpeakerAndEmotionHasAMeanOfItsOwn() {
    let profiles = AttentionProfile.profiles(
      attention: ["x": [1, 0], "y": [0, 1], "z": [1, 0]],
      predictions: [
        prediction("x", .sad), prediction("y", .sad), prediction("z", .angry),
        prediction("without attention", .happy),
      ])
    #expect(profiles.map(\.emotion) == [.angry, .sad])
    #expect(profiles.map(\.count) == [1, 2])
    #expect(profiles[1].density.allSatisfy { abs($0 - 1) < 1e-9 })
  }
}
