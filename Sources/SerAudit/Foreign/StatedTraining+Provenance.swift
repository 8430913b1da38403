import Findings
import Ledger

extension StatedTraining {
  /// What somebody says of the training of a run's model; `nil` where the program trained it, or
  /// where nobody says anything.
  init?(of run: Provenance) {
    guard let training = run.facts[ForeignModel.trainingFact] else { return nil }
    switch SplitOrigin(of: run) {
    case .claim: self.init(.declaration, names: TrainingClaim.names(in: training))
    case .file: self.init(.splitFile, names: (run.facts[GivenSplits.fact] ?? "").onOneLine)
    case .planned, .unknown: return nil
    }
  }
}
