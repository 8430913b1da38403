import Corpora
import Metrics

/// What the check catalogue is asked about: everything that one model said, and what is known of
/// whom it was asked about. Parts that are not there leave their checks undetermined.
public struct CatalogueInput: Sendable {
  /// What was said under one perturbation, and of the same utterances unperturbed.
  public struct Perturbed: Sendable {
    /// The perturbation's name.
    public let perturbation: String
    /// How much, `1...5`.
    public let severity: Int
    /// What was said of the perturbed recordings.
    public let predictions: [Prediction]

    /// Creates what was said under a perturbation.
    public init(perturbation: String, severity: Int, predictions: [Prediction]) {
      self.perturbation = perturbation
      self.severity = severity
      self.predictions = predictions
    }
  }

  /// What the rows of the honest test share: the rung, who was trained on, who was tested.
  public var context: MetricContext
  /// What the model said of speakers it never heard.
  public var unseen: [Prediction]
  /// What is known of the tested speakers and utterances.
  public var corpus: Corpus
  /// What was measured on recordings, by the measure's name and then by `Utterance.id`.
  public var measures: [String: [String: Double]] = [:]
  /// What it said of other utterances of the speakers it was trained on.
  public var known: [Prediction] = []
  /// What it said of the dev part, to which a calibration may be fitted.
  public var dev: [Prediction] = []
  /// What it said of the calibration part, from which conformal sets are made.
  public var calibration: [Prediction] = []
  /// What probes said of the same utterances as `unseen`, by their names.
  public var probes: [String: [Prediction]] = [:]
  /// What it said of perturbed recordings.
  public var perturbed: [Perturbed] = []
  /// What the same recipe said in a random split, with what its rows share.
  public var random: (context: MetricContext, predictions: [Prediction])?

  /// Creates an input; everything else is added where it is there.
  public init(context: MetricContext, unseen: [Prediction], corpus: Corpus) {
    self.context = context
    self.unseen = unseen
    self.corpus = corpus
  }
}
