import Corpora
import Exploration

/// Whom the lines of a distribution stand for: each speaker where there are few, else all of them.
struct ExplorationGroups {
  private let exploration: CorpusExploration
  private let speakers: [String]
  /// The most speakers that have a line each.
  private static let most = 4

  init(_ exploration: CorpusExploration) {
    self.exploration = exploration
    speakers = Set(exploration.cells.map(\.speaker)).sorted()
  }

  /// What a reader has to know of the grouping.
  var note: String? {
    speakers.count <= Self.most
      ? nil
      : "With \(speakers.count) speakers a line is of all of them: the mean, over speakers, of "
        + "each speaker's mean and percentiles."
  }

  /// The groups that have values of a quantity.
  func groups(of quantity: Quantity) -> [DistributionChart.Group] {
    let bySpeaker = speakers.map { speaker in
      DistributionChart.Group(
        name: speaker,
        distributions: Dictionary(
          exploration.cells.filter { $0.speaker == speaker }.compactMap { cell in
            cell.distributions[quantity].map { (cell.emotion, $0) }
          }, uniquingKeysWith: { first, _ in first }))
    }.filter { !$0.distributions.isEmpty }
    guard bySpeaker.count > Self.most else { return bySpeaker }
    let emotions = Emotion.allCases.compactMap { emotion in
      Distribution(meanOf: bySpeaker.compactMap { $0.distributions[emotion] }).map {
        (emotion, $0)
      }
    }
    return [
      DistributionChart.Group(
        name: "all speakers", distributions: Dictionary(uniqueKeysWithValues: emotions))
    ]
  }
}
