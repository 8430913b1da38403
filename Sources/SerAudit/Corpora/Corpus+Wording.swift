import Corpora
import Wording

extension Corpus {
  /// The first problems, a line each, and how many more there are.
  var problemLines: [String] {
    let shown = 5
    let more = problems.count - shown
    return problems.prefix(shown).map { "  \($0.explanation)" }
      + (more > 0 ? ["  and \(more) more; `ser-audit corpus check` tells all of them"] : [])
  }

  /// How many utterances there are, for example `2 utterances`.
  var utteranceCount: String {
    "\(utterances.count, "utterance")"
  }

  /// How many speakers have recordings, for example `2 speakers`.
  var speakerCount: String {
    "\(speakersWithUtterances.count, "speaker")"
  }
}
