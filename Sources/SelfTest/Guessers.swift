import Fairness
import Findings
import KnownAnswers
import Parallel
import Randomness

/// Models that know nothing: flat, plain and sure of themselves by turns.
public struct Guessers: Sendable {
  /// The number of models.
  public let count: Int
  /// What they are asked about.
  public let trial: MadeUpTrial
  /// Seeds them.
  public let seed: UInt64
  /// The share of all checks that they may pass.
  public static let limit = 0.1

  /// As many as documented results rest on.
  public static let usualCount = 200

  private static let sharpnesses = [1, 0.05, 8.0]

  /// Creates models over a small trial, so that hundreds of them are audited in seconds.
  public init(
    count: Int = usualCount, trial: MadeUpTrial = MadeUpTrial(wordCount: 10), seed: UInt64 = 0
  ) {
    self.count = count
    self.trial = trial
    self.seed = seed
  }

  /// Every answer of the catalogue for each model.
  ///
  /// - Throws: as the catalogue does.
  public func entries() throws -> [[CatalogueEntry]] {
    let catalogue = CheckCatalogue(
      settings: .init(
        replicateCount: 50, arrangementCount: 99,
        search: SubgroupSearch(leastCount: 100, isPairwise: false, replicateCount: 99),
        disparities: [.difference(.accuracy), .calibrationGap]),
      standard: trial.standardChecks)
    let answers = Array(0..<count).parallelMap { index in
      Result { try catalogue.entries(for: input(index)) }
    }
    return try answers.map { try $0.get() }
  }

  /// How many checks they passed.
  ///
  /// - Throws: as the catalogue does.
  public func outcome() throws -> GuesserOutcome {
    let all = try entries()
    func share(_ entries: [CatalogueEntry]) -> Double {
      entries.isEmpty ? 0 : Double(entries.count { $0.status == .passed }) / Double(entries.count)
    }
    let flat = all.flatMap { $0 }
    let passed = flat.count { $0.status == .passed }
    return GuesserOutcome(
      modelCount: count, checkCount: flat.count, passedCount: passed,
      ungatedCount: passed + flat.count(where: \.isVacuous), worstShare: all.map(share).max() ?? 0,
      limit: Self.limit)
  }

  private func input(_ index: Int) -> CatalogueInput {
    let sharpness = Self.sharpnesses[index % Self.sharpnesses.count]
    let subject = SelfTestSubject("random", .guessing(sharpness: sharpness))
    var generator = SplitMix64(seed: seed, stream: index)
    return trial.answers(of: subject, seed: generator.next())
  }
}
