import Findings
import Gates

/// Everything that a report shows. A report is a view of these values and adds none of its own.
public struct AuditReport: Sendable {
  /// The heading.
  public var title: String
  /// Which run it is and what determined it.
  public var run: RunFacts
  /// The gate's decision, or `nil` where no policy was applied.
  public var verdict: Verdict?
  /// The mark of numbers that rest on what somebody says that the model was trained on, for example
  /// `as declared`; `nil` where the program trained it, or where nobody says anything.
  public var trainingMark: String?
  /// Whether the model is somebody else's: one model, however it was made, on every test set.
  public var isForeign = false
  /// The corpora that were used, the audited one first.
  public var corpora: [CorpusSummary] = []
  /// The rungs of the protocol ladder, in the order they are to be read.
  public var ladder: [LadderRow] = []
  /// The same as means over several seeds; empty where there is one.
  public var ladderMeans: [LadderRow] = []
  /// All folds of an honest rung together, where speakers take turns in them.
  public var folds: [FoldsTogether] = []
  /// Where the spread of each test set comes from; empty where there is one seed.
  public var spreads: [SpreadRow] = []
  /// Directions that were set against each other.
  public var asymmetries: [AsymmetryRow] = []
  /// What the models of several seeds say together, a row a test.
  public var ensembles: [VariantRow] = []
  /// Tests of unheard speakers whose unlabelled recordings the models were given.
  public var transductive: [VariantRow] = []
  /// What the run is worth beside earlier ones; empty where it was held against none.
  public var baselines: [BaselineSummary] = []
  /// One row a speaker and test set.
  public var speakers: [SpeakerRow] = []
  /// What probes score beside the models, or `nil` where none was measured.
  public var shortcuts: ShortcutFloor?
  /// Precision, recall and F1 by emotion.
  public var classes: [ClassTable] = []
  /// Which emotion was taken for which.
  public var confusions: [ConfusionTable] = []
  /// Confidence against accuracy.
  public var reliability: [ReliabilityDiagram] = []
  /// What calibrations change on known and on unseen speakers, or `nil` where none was fitted.
  public var calibration: CalibrationSummary?
  /// Coverage of conformal sets, or `nil` where none was calibrated.
  public var conformal: ConformalSummary?
  /// Whom the models serve worse, or `nil` where it was not asked.
  public var fairness: FairnessSummary?
  /// What is left of accuracy and UAR when the audio gets worse.
  public var robustness: [RobustnessCurve] = []
  /// How the models were fitted.
  public var learning: [LearningCurve] = []
  /// Where the models looked.
  public var attention: [AttentionSummary] = []
  /// Answered questions beyond those that gate.
  public var findings: [Finding] = []
  /// How often test parts were looked at in this run.
  public var testLooks = 0
  /// What the corpus and the design cannot show, a sentence each.
  public var limitations: [String] = []
  /// Those of `limitations` that are about use: what the model is not for, and the law.
  public var limitationsOfUse: [String] = []

  /// Creates a report of nothing but its run; what nobody adds is shown as not measured.
  public init(title: String, run: RunFacts) {
    self.title = title
    self.run = run
  }

  /// Whether any of the corpora was made by a program, so that every page says so.
  public var isSynthetic: Bool { corpora.contains(where: \.isSynthetic) }
}
