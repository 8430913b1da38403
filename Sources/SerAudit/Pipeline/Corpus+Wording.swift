import Corpora

extension Corpus {
  /// The corpus with the file's name in every problem's explanation.
  var namingProblemFiles: Corpus {
    let named = problems.map { problem in
      problem.explanation.contains(problem.path)
        ? problem
        : CorpusProblem(
          kind: problem.kind, path: problem.path,
          explanation: "\(problem.path): \(problem.explanation)")
    }
    return Corpus(
      name: name, root: root, utterances: utterances, speakers: speakers,
      droppedLabels: droppedLabels, problems: named)
  }

  /// The first problems, a line each, and how many more there are.
  var problemLines: [String] {
    let shown = 5
    let more = problems.count - shown
    return problems.prefix(shown).map { "  \($0.explanation)" }
      + (more > 0 ? ["  and \(more) more; `ser-audit corpus check` tells all of them"] : [])
  }

  /// How many speakers have recordings, for example `2 speakers`.
  var speakerCount: String {
    let count = Set(utterances.map(\.speaker)).count
    return "\(count) speaker\(count == 1 ? "" : "s")"
  }
}
