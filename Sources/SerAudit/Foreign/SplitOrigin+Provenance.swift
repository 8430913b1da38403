import Findings
import Ledger

extension SplitOrigin {
  /// Who made the splits of a run, from what its provenance says of them and of its model.
  init(of run: Provenance) {
    if run.facts[GivenSplits.fact] != nil {
      self = .file
    } else if let training = run.facts[ForeignModel.trainingFact] {
      self = training == TrainingClaim.unknown.words ? .unknown : .claim
    } else {
      self = .planned
    }
  }
}
