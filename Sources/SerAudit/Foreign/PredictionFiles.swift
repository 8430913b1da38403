import Audits
import Corpora
import Foundation

/// Files of what somebody's model said, one for each of its trainings: their positions are the
/// seeds.
struct PredictionFiles {
  let files: [ForeignPredictions]

  /// Reads the files.
  ///
  /// - Parameters:
  ///   - externals: corpora beside the audited one whose recordings are answered, too.
  ///   - labels: the labels of the audited corpus.
  /// - Throws: `CorpusError` for a file that cannot be used; `CommandFailure` where two of them are
  ///   one, not all have probabilities, or two answer no recording in common.
  init(
    _ paths: [String], corpus: Corpus, beside externals: [Corpus], labels: LabelMap
  ) throws {
    files = try paths.map {
      try ForeignPredictions(path: $0, corpus: corpus, beside: externals, labels: labels)
    }
    try requireDifferent()
    try requireOneKind()
    try requireUnlikeAnswers()
  }

  /// What the model is called where nobody says it: by its file, or by what the names of several
  /// begin with.
  var name: String {
    let names = files.map {
      URL(fileURLWithPath: $0.path).deletingPathExtension().lastPathComponent
    }
    guard let first = names.first, names.count > 1 else { return names.first ?? "" }
    let shared = names.reduce(first) { shared, name in
      String(zip(shared, name).prefix { $0 == $1 }.map(\.0))
    }.trimmingCharacters(in: CharacterSet(charactersIn: "-_. "))
    return shared.isEmpty ? first : shared
  }

  /// Throws where one training would count as two, so that numbers would look surer than they are.
  private func requireDifferent() throws(CommandFailure) {
    var known: [String: String] = [:]
    for file in files {
      guard let other = known.updateValue(file.path, forKey: file.hash) else { continue }
      throw CommandFailure(
        .badCall,
        "--predictions: \(other) and \(file.path) are the same, byte for byte; expected the "
          + "answers of another training of the model in each file. Give each once.")
    }
  }

  /// Throws where two files say the same in another order or another format, and where they answer
  /// no recording in common, as those of two folds do. Equal labels alone are no sign of one
  /// training: two that are always right say the same.
  private func requireUnlikeAnswers() throws(CommandFailure) {
    for (place, file) in files.enumerated() where !file.answers.isEmpty {
      for other in files.dropFirst(place + 1) where !other.answers.isEmpty {
        guard !file.haveProbabilities || file.answers != other.answers else {
          throw CommandFailure(
            .badCall,
            "--predictions: \(file.path) and \(other.path) say the same of every recording, to the "
              + "last digit; expected the answers of another training of the model in each file. "
              + "Give each once.")
        }
        guard file.answers.keys.contains(where: { other.answers[$0] != nil }) else {
          throw CommandFailure(
            .data,
            "--predictions: \(file.path) and \(other.path) answer no recording in common; expected "
              + "a file for each training, each of which answers all that is tested. Put the "
              + "answers of several folds into one file.")
        }
      }
    }
  }

  /// Throws where some trainings say probabilities and others labels alone: what they come to
  /// together would not be of all of them.
  private func requireOneKind() throws(CommandFailure) {
    let answering = files.filter { !$0.answers.isEmpty }
    guard let labels = answering.first(where: { !$0.haveProbabilities }),
      let others = answering.first(where: \.haveProbabilities)
    else { return }
    throw CommandFailure(
      .data,
      "--predictions: \(labels.path) has labels alone, and \(others.path) probabilities; expected "
        + "one kind of all trainings of a model. Write probabilities into each file, or audit "
        + "those with labels alone in a run of their own.")
  }
}
