import Corpora

/// Rungs of the ladder that are to be planned, whoever trains on them.
struct LadderPlan {
  let protocols: [EvaluationProtocol]
  /// Divides the audited corpus.
  let planner: ProtocolPlanner
  /// The corpora that are tested across.
  let externals: [CorpusSource]
  /// The preset that alone names the rungs, or `nil` where somebody named them. Of a preset's rungs
  /// one that the corpus cannot give is left out with a note.
  let preset: Preset?

  /// The splits, and the changed copies that they name; notes are told.
  ///
  /// - Throws: `SplitError` where a corpus cannot give a rung.
  func splits(console: Console) throws -> ProtocolPlan {
    var plans: [ProtocolPlan] = []
    for evaluationProtocol in protocols {
      if evaluationProtocol == .crossCorpus {
        for source in externals {
          plans.append(try planner.crossCorpus(with: source.corpus))
        }
      } else {
        do throws(SplitError) {
          plans.append(try planner.plan(evaluationProtocol))
        } catch {
          guard let preset, error.isAboutOneRung, protocols.count > 1 else { throw error }
          console.note("Note: left out of preset \(preset.rawValue): \(error.description).")
        }
      }
    }
    PlanNote.lines(plans.flatMap(\.notes)).forEach { console.note($0) }
    return ProtocolPlan(
      splits: plans.flatMap(\.splits), notes: plans.flatMap(\.notes),
      derived: plans.flatMap(\.derived))
  }
}
