import Corpora

/// What somebody else's model is said to have heard, as far as it is here.
struct HeardTraining {
  /// Recordings of the corpora that are here.
  let utterances: [Utterance]
  /// Names of what is not here, or `Split.noTraining`.
  let elsewhere: [String]
  /// Whether nobody says anything.
  let isUnknown: Bool
  /// Whether split files say it, whose sides between corpora are called by corpora.
  var isOfFiles = false

  /// What the side of training is called: by corpora, where somebody declares it only those of
  /// which all speakers were heard, and others by their speakers.
  func names(among corpora: [Corpus]) -> [String] {
    guard !isUnknown else { return [Split.unknownTraining] }
    let here = corpora.flatMap { corpus in
      let heard = Set(utterances.filter { $0.corpus == corpus.name }.map(\.speaker))
      let isAll = heard.isSuperset(of: corpus.speakersWithUtterances.map(\.id))
      return !heard.isEmpty && (isAll || isOfFiles) ? [corpus.name] : Array(heard)
    }
    return Set(here + elsewhere).sorted()
  }
}
