import Corpora

extension CorpusSource {
  /// Finds, reads and surveys a corpus beside the audited one; its utterances and speakers are
  /// called `corpus/name`.
  ///
  /// - Parameters:
  ///   - option: what it was named by.
  ///   - data: the value of `--data`, which holds it or is the audited corpus itself.
  /// - Throws: `CommandFailure` that begins with option and name where it cannot be used.
  static func openFurther(
    _ name: String, by option: String, data: String?, console: Console
  ) throws -> CorpusSource {
    do {
      let source = try open(
        .of(corpus: name, data: nil), neighbour: Neighbour(data: data), console: console)
      source.corpus.problemLines.forEach(console.note)
      return source.named(by: source.corpus.name)
    } catch {
      let failure = CommandFailure(describing: error)
      guard failure.status == .data else { throw error }
      throw CommandFailure(.data, "\(option) \(name): \(failure.message)")
    }
  }

  /// The source with utterances and speakers called `prefix/name`: two corpora may use one name for
  /// two recordings, or for two people.
  fileprivate func named(by prefix: String) -> CorpusSource {
    func longer(_ name: String) -> String { prefix + "/" + name }
    let renamed = Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances.map {
        Utterance(
          id: longer($0.id), corpus: $0.corpus, speaker: longer($0.speaker), emotion: $0.emotion,
          word: $0.word, path: $0.path, attributes: $0.attributes, parent: $0.parent.map(longer))
      },
      speakers: corpus.speakers.map {
        Speaker(id: longer($0.id), sex: $0.sex, age: $0.age, language: $0.language)
      },
      droppedLabels: corpus.droppedLabels, problems: corpus.problems)
    return CorpusSource(
      corpus: renamed,
      recordings: Dictionary(
        uniqueKeysWithValues: recordings.map { (longer($0.key), $0.value) }),
      versions: Dictionary(uniqueKeysWithValues: versions.map { (longer($0.key), $0.value) }),
      nearDuplicates: nearDuplicates.map { (longer($0.0), longer($0.1)) },
      hash: hash, isSynthetic: isSynthetic)
  }
}
