import Audits
import Corpora
import Findings
import Foundation
import Wording

/// What `corpus check` found, for people and programs.
struct CorpusCheckResult: Encodable {
  /// How the files compare with the published ones.
  struct Official: Encodable {
    let matched: Int
    let missing: Int
    let altered: Int
    let extra: Int
  }

  let corpus: String
  let root: String
  let hash: String
  let utterances: Int
  let speakers: [Speaker]
  let droppedLabels: [String: Int]
  let problems: [CorpusProblem]
  let recordings: Int
  let official: Official?
  let issues: [IntegrityIssue]
  private let summary: String
  private let notes: [String]

  init(_ inspection: FolderInspection) {
    let corpus = inspection.corpus
    self.corpus = corpus.name
    root = corpus.root
    hash =
      ContentHashes(
        byName: Dictionary(
          uniqueKeysWithValues: corpus.utterances.map {
            ($0.id, inspection.recordings[$0.path]?.contentHash ?? "")
          })
      ).combined
    utterances = corpus.utterances.count
    speakers = corpus.speakersWithUtterances
    droppedLabels = corpus.droppedLabels
    problems = corpus.problems
    recordings = inspection.recordings.count
    official = inspection.official.map {
      Official(
        matched: $0.matched, missing: $0.missing.count, altered: $0.altered.count,
        extra: $0.extra.count)
    }
    issues = inspection.issues
    let counts = Emotion.allCases.map { emotion in
      "\(emotion.rawValue) \(corpus.utterances.count { $0.emotion == emotion })"
    }
    summary =
      "\(corpus.name): \(corpus.utteranceCount) of \(corpus.speakerCount) "
      + "(\(counts.joined(separator: ", "))); content \(hash.prefix(16))"
    notes = IntegrityAudit.findings(of: corpus).filter { $0.status == .passed }.map(\.message)
  }

  private enum CodingKeys: CodingKey {
    case corpus, root, hash, utterances, speakers, droppedLabels, problems, recordings, official,
      issues
  }

  /// Failed where a file was left out or is to be mended.
  var status: Status {
    problems.isEmpty && issues.allSatisfy { $0.status == .passed } ? .passed : .failed
  }

  var text: String {
    let left = problems.filter { $0.kind != .unknownEmotion }.map { problem in
      "\(problem.kind.losesRecording ? "left out" : "mend")  \(problem.kind.rawValue): "
        + problem.explanation
    }
    return ([summary] + unknownLabels + left + [published] + issueLines + notes).map(\.onOneLine)
      .joined(separator: "\n")
  }

  /// One line for each label that is not known, with how many recordings bear it and the first few.
  private var unknownLabels: [String] {
    let kind = CorpusProblem.Kind.unknownEmotion
    // What is said of a label stands behind the path and the line.
    func words(_ problem: CorpusProblem) -> String {
      let mark = problem.label?.isEmpty == false ? "the emotion '" : "the emotion is empty"
      let start = problem.explanation.range(
        of: mark + (problem.label ?? ""), options: .backwards)?.lowerBound
      return String(problem.explanation[(start ?? problem.explanation.startIndex)...])
    }
    let groups = Dictionary(grouping: problems.filter { $0.kind == kind }, by: \.label).values
      .map { (words: $0.first.map(words) ?? "", own: $0) }
    let step =
      CorpusRegistry().isPublished(corpus)
      ? "" : ", for example by `ser-audit corpus add \(corpus) --data DIR --labels FILE`"
    return groups.sorted { ($1.own.count, $0.words) < ($0.own.count, $1.words) }.map { words, own in
      guard own.count > 1 else {
        return "left out  \(kind.rawValue): \(own[0].explanation)\(step)"
      }
      let more = own.count - Self.shownPaths
      let paths = own.prefix(Self.shownPaths).map(\.path).joined(separator: ", ")
      return "left out  \(kind.rawValue): \(own.count, "recording") (\(paths)"
        + (more > 0 ? " and \(more) more" : "") + "): \(words)\(step)"
    }
  }

  private static let shownPaths = 3

  private var published: String {
    guard let official else {
      return "not compared with published files: no checksums for \(corpus) are at hand "
        + "in datasets/\(corpus) of this folder, where a clone of the repository has those of "
        + "published corpora (or --checksums FILE)"
    }
    return "published: \(official.matched) as published, \(official.missing) missing, "
      + "\(official.altered) altered, \(official.extra) extra"
  }

  /// Of each kind the first few, failed ones first, and how many more.
  private var issueLines: [String] {
    IntegrityIssue.Kind.allCases.flatMap { kind in
      [Status.failed, .passed].flatMap { status -> [String] in
        let own = issues.filter { $0.kind == kind && $0.status == status }
        let word = status == .failed ? "mend" : "note"
        let more = own.count - Self.shown
        return own.prefix(Self.shown).map { "\(word)  \(kind.rawValue): \($0.explanation)" }
          + (more > 0 ? ["\(word)  \(kind.rawValue): and \(more) more; --json lists all"] : [])
      }
    }
  }

  private static let shown = 10
}
