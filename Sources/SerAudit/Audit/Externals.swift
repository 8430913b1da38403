import Corpora

/// Corpora beside the audited one that models of it are tested on, and the other way round. No
/// other model hears any of them.
struct Externals {
  /// The corpora, each read and decoded once.
  let sources: [CorpusSource]

  /// The hashes of the corpora by name, as a plan keeps them; `nil` where there are none.
  var hashes: [String: String]? {
    sources.isEmpty
      ? nil : Dictionary(uniqueKeysWithValues: sources.map { ($0.corpus.name, $0.hash) })
  }

  /// Finds, reads and surveys the corpora of these names.
  ///
  /// - Throws: `CommandFailure` where one is named twice, is the audited one, or is one that every
  ///   training hears.
  static func open(
    _ names: [String], beside audited: Corpus, companions: Companions, data: String?,
    console: Console
  ) throws -> Externals {
    let names = names.map(CorpusRegistry().canonical)
    let heard = Set(companions.sources.map(\.corpus.name))
    var known: Set = [audited.name]
    for name in names {
      guard !heard.contains(name) else {
        throw CommandFailure(
          .badCall,
          "--external \(name): every training hears it as a companion, so it is not external. "
            + "Leave out one of the two options.")
      }
      guard known.insert(name).inserted else {
        throw CommandFailure(
          .badCall,
          "--external \(name): a corpus is external to \(audited.name) once; name each corpus "
            + "once, and not the audited one.")
      }
    }
    return Externals(
      sources: try names.map {
        try CorpusSource.openFurther($0, by: "--external", data: data, console: console)
      })
  }
}
