import Corpora
import Ledger
import Metrics

/// A model's test on speakers whom it never heard, beside its test on speakers whom it was trained
/// on where there is one: what a calibration or a conformal set of the training speakers is judged
/// on.
struct SpeakerTransfer {
  /// The test on training speakers, of a rung that leaks by design; `nil` where no recording of
  /// theirs is tested, as in most splits that somebody gave.
  let known: StoredEvaluation?
  /// The test on speakers whom training never heard.
  let unseen: StoredEvaluation

  var model: ModelKey { unseen.key.model }

  /// The tests that there are, that on training speakers first.
  var tests: [StoredEvaluation] { [known, unseen].compactMap { $0 } }

  /// Everybody whom the model was trained on, and the names of corpora that it heard as well.
  var trainedOn: Set<String> { Set(SpeakerNames.each(of: unseen.trainedOn)) }

  /// The transfers among a run's evaluations on clean audio, in the order of the unseen tests.
  ///
  /// Training may have heard more speakers than are tested, those of a companion corpus for
  /// example.
  static func all(of evaluations: [StoredEvaluation]) -> [SpeakerTransfer] {
    evaluations.filter { $0.evaluationProtocol == .speakerDisjoint }.map { unseen in
      let trained = SpeakerNames.each(of: unseen.trainedOn)
      let known = evaluations.first { other in
        other.key.model == unseen.key.model && other.evaluationProtocol.leaksByDesign
          && Set(SpeakerNames.each(of: other.testedOn)).isSubset(of: trained)
      }
      return SpeakerTransfer(known: known, unseen: unseen)
    }
  }
}
