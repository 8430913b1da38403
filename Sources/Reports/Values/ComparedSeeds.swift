import Metrics

/// The training seeds of two runs on one test set: those that are compared, and those left out.
public struct ComparedSeeds: Sendable, Hashable {
  /// Compared seeds of the first run, each with that of `second` at its place.
  public let first: [Int]
  /// Compared seeds of the second run.
  public let second: [Int]
  /// Seeds of the first run that are left out.
  public let onlyFirst: [Int]
  /// Seeds of the second run that are left out.
  public let onlySecond: [Int]

  /// Names seeds.
  public init(first: [Int], second: [Int], onlyFirst: [Int] = [], onlySecond: [Int] = []) {
    self.first = first
    self.second = second
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
  }

  /// Pairs the seeds of two models: those that both have, and without any the first of each.
  public init(pairing one: [Int], with other: [Int]) {
    let common = Set(one).intersection(other).sorted()
    let (own, their) =
      common.isEmpty
      ? (one.min().map { [$0] } ?? [], other.min().map { [$0] } ?? []) : (common, common)
    self.init(
      first: own, second: their, onlyFirst: Set(one).subtracting(own).sorted(),
      onlySecond: Set(other).subtracting(their).sorted())
  }

  /// Whether a seed is left out, or none is common.
  public var isPartial: Bool { !areCommon || !onlyFirst.isEmpty || !onlySecond.isEmpty }

  /// `seed 0`, `seeds 0 and 1`, or `seed 0 of A with seed 1 of B` where none is common; `nil` where
  /// each run has one and the same.
  public func label(_ one: String, _ other: String) -> String? {
    guard areCommon else {
      return "\(Self.words(first)) of \(one) with \(Self.words(second)) of \(other)"
    }
    return first.count > 1 || isPartial ? Self.words(first) : nil
  }

  /// What is compared and what is left out, or that no seed is common; `nil` where nothing is left
  /// out.
  public func note(_ one: String, _ other: String) -> String? {
    let left = [(onlyFirst, one), (onlySecond, other)].filter { !$0.0.isEmpty }
      .map { "\(Self.words($0.0)) of \($0.1)" }.joined(separator: ", ")
    let rest = left.isEmpty ? "" : "; left out: \(left)"
    guard areCommon else {
      return "no seed is common to both; \(label(one, other) ?? "") is compared\(rest)"
    }
    guard isPartial else { return nil }
    return "\(Self.words(first)) \(first.count > 1 ? "are" : "is") compared, which both have\(rest)"
  }

  /// The notes on several test sets, or on several of something else: one where it is the same for
  /// all of them.
  public static func notes(
    of tests: [(title: String, seeds: ComparedSeeds)], each kind: String = "test set",
    _ one: String, _ other: String
  ) -> [String] {
    let notes = tests.map { $0.seeds.note(one, other) }
    if tests.count > 1, let note = notes[0], notes.distinct().count == 1 {
      return ["every \(kind): \(note)"]
    }
    return zip(tests, notes).compactMap { test, note in note.map { "\(test.title): \($0)" } }
  }

  private var areCommon: Bool { first == second }

  /// `seed 0`, or `seeds 0, 1 and 2`.
  static func words(_ seeds: [Int]) -> String {
    let names = seeds.map(String.init)
    guard let last = names.last, names.count > 1 else {
      return "seed \(names.joined())"
    }
    return "seeds \(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}
