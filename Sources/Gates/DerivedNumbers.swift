import Corpora
import Findings
import Metrics

/// Numbers of the ledger that follow from several metrics or runs, and of what there are rows of
/// them: a rule about anything else could never be decided. A name that stands in none of these is
/// one of a later version, or made of the corpus' own words, and any rule about it is taken.
struct DerivedNumbers: Sendable {
  /// Under which attribute the rows stand.
  enum Attribute: Sendable, Hashable {
    case none
    /// This one alone.
    case one(String)
    /// This one, or none.
    case oneOrNone(String)
    /// Whichever is compared, `sex` or a column of a manifest.
    case compared
  }

  /// Of which recordings the rows are.
  enum Audio: Sendable, Hashable { case clean, changed, either }

  /// The names.
  let names: [String]
  /// Of whom there are rows, beside those of each value of the attribute where they have one.
  let pers: [LimitRule.Per]
  /// Under which attribute.
  let attribute: Attribute
  /// Of which recordings.
  let audio: Audio

  private init(
    _ names: [String], per pers: [LimitRule.Per] = [.overall], under attribute: Attribute = .none,
    of audio: Audio = .clean
  ) {
    self.names = names
    self.pers = pers
    self.attribute = attribute
    self.audio = audio
  }

  /// Those of a name; `nil` where nothing is known of it.
  static func named(_ name: String) -> DerivedNumbers? { all.first { $0.names.contains(name) } }

  /// All that are known.
  static let all = [
    DerivedNumbers(
      ["chance", "majority-accuracy"]
        + joined(["brier"], ["-reliability", "-resolution", "-uncertainty", "-within-bins"])
        + joined(["asymmetry-accuracy", "asymmetry-uar"], ["", "-p", "-p-holm"])),
    DerivedNumbers(["answered-share"], of: .either),
    DerivedNumbers(["skill-retention", "clean-accuracy", "clean-uar"], of: .changed),
    DerivedNumbers(
      joined(["inflation-accuracy", "inflation-uar"], [""] + leakyRungs),
      under: .oneOrNone("seeds")),
    DerivedNumbers(["accuracy-deviation", "uar-deviation"], under: .one("seeds")),
    DerivedNumbers(
      joined(["spread"], ["", "-seed", "-word", "-speaker", "-rest", "-between-speakers"]),
      under: .one("spread-of")),
    DerivedNumbers(
      joined(
        ["accuracy", "brier", "ece", "nll", "ece-classwise", "ece-debiased"],
        ["-change", "-surviving-share"]) + ["temperature"],
      under: .one("calibration")),
    DerivedNumbers(
      joined(rates, ["-ratio", "-worst"])
        + joined(joined(rates, ["-difference"]) + furtherGaps, ["", "-p", "-detectable"])
        + ["shortfall", "shortfall-p"],
      under: .compared),
    DerivedNumbers(
      ["groups-tested"] + joined(["answers"], ["-passed", "-failed", "-undetermined", "-vacuous"]),
      under: .one("fairness")),
    DerivedNumbers(
      ["uar-over-probe"] + joined(["errors-alike", "errors-shared"], ["", "-chance"]),
      per: [.overall, .speaker], under: .one(ShortcutCheck.attribute)),
    DerivedNumbers(
      ["coverage", "coverage-band-lower", "coverage-band-upper", "set-size"],
      per: [.overall, .speaker, .emotion], under: .one("conformal")),
    DerivedNumbers(["risk"], under: .one(SelectiveRisk.attribute)),
    DerivedNumbers(
      PolicyRule.Comparable.allCases.map { BaselineCheck.metricName($0.metric) },
      per: [.overall, .speaker], under: .one(BaselineCheck.attribute)),
  ]

  private static let rates = ["accuracy", "uar", "ece"]

  private static let furtherGaps = [
    "calibration-gap", "equal-opportunity-max", "equal-opportunity-mean", "equalised-odds-max",
    "equalised-odds-mean",
  ]

  /// What follows the name of a difference between a rung that leaks and an honest one; nothing
  /// follows it where the rung is `random`.
  private static let leakyRungs = EvaluationProtocol.allCases
    .filter { $0.leaksByDesign && $0 != .random }.map { "-" + $0.rawValue }

  private static func joined(_ stems: [String], _ ends: [String]) -> [String] {
    stems.flatMap { stem in ends.map { stem + $0 } }
  }
}
