import Corpora
import Findings
import Wording

/// What is wrong with the files of a corpus, in words.
public enum IntegrityAudit {
  /// One finding for each kind of problem, one for dropped labels, or one that says that all is
  /// well.
  ///
  /// - Parameter canBeCompared: whether the publisher's checksums are at hand; nothing is compared
  ///   with them here.
  public static func findings(of corpus: Corpus, canBeCompared: Bool = false) -> [Finding] {
    let groups = Dictionary(grouping: corpus.problems, by: \.kind)
    var findings = CorpusProblem.Kind.allCases.compactMap { kind in
      groups[kind].map { finding(of: kind, $0, corpus: corpus) }
    }
    if !corpus.droppedLabels.isEmpty {
      let dropped = corpus.droppedLabels.sorted { $0.key < $1.key }
      findings.append(
        Finding(
          check: "dropped-labels", subject: corpus.name, status: .passed, importance: .note,
          message: "Dropped for want of a counterpart among the seven emotions: "
            + dropped.map { "\($0.key) (\($0.value, "file"))" }
            .joined(separator: ", ") + "."))
    }
    guard groups.isEmpty else { return findings }
    let count = corpus.utterances.count
    let all = Finding(
      check: "corpus-integrity", subject: corpus.name, status: .passed, importance: .note,
      message: (count == 1
        ? "The one recording of the seven emotions that is here was "
        : "All \(count) recordings of the seven emotions that are here were ")
        + "decoded\(canBeCompared ? completeness(of: corpus) : "").")
    return [all] + findings
  }

  /// What files that are here cannot say of those that are not.
  private static func completeness(of corpus: Corpus) -> String {
    "; whether the publisher has more was not compared (`ser-audit corpus check \(corpus.name)` "
      + "does)"
  }

  private static func finding(
    of kind: CorpusProblem.Kind, _ problems: [CorpusProblem], corpus: Corpus
  ) -> Finding {
    let shown = problems.prefix(3).map(\.explanation).joined(separator: " | ")
    let more = problems.count > 3 ? " | and \(problems.count - 3) more" : ""
    let outcome =
      kind.losesRecording
      ? "\(problems.count, "file was", "files were") left out"
      : "\(problems.count) to mend, for which no file was left out"
    let left = corpus.utterances.count
    return Finding(
      check: "corpus-\(kind.rawValue)", subject: corpus.name, status: .failed,
      importance: .warning,
      message: "\(outcome): \(shown)\(more)",
      advice: "Mend or remove \(problems.count == 1 ? "it" : "them"); the audit went on with "
        + "\(left, "recording").")
  }
}
