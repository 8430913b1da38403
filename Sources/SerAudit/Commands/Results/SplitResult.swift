import Corpora
import Metrics

/// Split files that were written, for people and programs.
struct SplitResult: Encodable {
  /// What one model is fitted on and tested on.
  struct File: Encodable {
    let path: String
    let split: String
    let evaluationProtocol: EvaluationProtocol
    let trainedOn: [String]
    /// Utterances by part; those of several test sets count once.
    let parts: [String: Int]
    let tests: [Test]
  }

  /// What a file gives a number of, and whether the number may be called one of new speakers.
  struct Test: Encodable {
    let evaluationProtocol: EvaluationProtocol
    let testedOn: [String]
    let utterances: Int
    let isLeaky: Bool
    let reasons: [LeakageJudgement.Entry<LeakageJudgement.Reason>]
    let notes: [LeakageJudgement.Entry<LeakageJudgement.Note>]
  }

  let corpus: String
  let root: String
  let hash: String
  let seed: UInt64
  let folder: String
  let files: [File]

  init(source: CorpusSource, seed: UInt64, folder: String, files: [File]) {
    (corpus, root, hash) = (source.corpus.name, source.corpus.root, source.hash)
    (self.seed, self.folder, self.files) = (seed, folder, files)
  }

  /// A line a file.
  var text: String { files.map(\.text.onOneLine).joined(separator: "\n") }
}

extension SplitResult.File {
  init(_ path: String, _ judged: JudgedSplit) {
    let split = judged.split
    self.path = path
    self.split = split.id
    (evaluationProtocol, trainedOn) = (split.evaluationProtocol, split.trainedOn)
    parts = [
      Part.train: split.train.count, .dev: split.dev.count, .calibration: split.calibration.count,
      .test: Set(split.tests.flatMap(\.utterances)).count,
    ].reduce(into: [:]) { $0[$1.key.rawValue] = $1.value }
    tests = zip(split.tests, judged.judgements).map { .init($0, $1) }
  }

  /// What it is, how much is in each part, and what is clean and what LEAKY in it.
  fileprivate var text: String {
    let counts = Part.allCases.compactMap { part in
      parts[part.rawValue].flatMap { $0 > 0 ? "\(part.rawValue) \($0)" : nil }
    }
    let groups = [
      ("clean", tests.filter { !$0.isLeaky && !$0.isSpeltAlike }),
      ("not judged", tests.filter { !$0.isLeaky && $0.isSpeltAlike }),
      ("LEAKY", tests.filter(\.isLeaky)),
    ].filter { !$0.1.isEmpty }
    let verdicts = groups.map { word, tests in
      "\(word): " + tests.map(\.text).joined(separator: ", ")
    }
    let trained = SpeakerNames.shown(trainedOn.joined(separator: "+"))
    return "\(path): \(evaluationProtocol.rawValue), trained on \(trained): "
      + ([counts.joined(separator: ", ")] + verdicts).joined(separator: "; ")
  }
}

extension SplitResult.Test {
  fileprivate init(_ test: TestSet, _ judgement: LeakageJudgement) {
    (evaluationProtocol, testedOn) = (test.evaluationProtocol, test.testedOn)
    utterances = test.utterances.count
    isLeaky = judgement.isLeaky
    (reasons, notes) = (judgement.reasons, judgement.notes)
  }

  /// Whether nobody can say that speakers of both sides are different people.
  fileprivate var isSpeltAlike: Bool { notes.contains { $0.kind == .speakerSpeltAlike } }

  /// The rung, whom it tests on how much, and what both sides share.
  fileprivate var text: String {
    let speakers = SpeakerNames.shown(testedOn.joined(separator: "+"))
    let shared = reasons.map { reason in
      let some = reason.count == reason.tested ? "" : " for \(reason.count) of them"
      return reason.kind.rawValue + some
    }
    let alike = isSpeltAlike ? ["speakers whose names differ only in case"] : []
    let why = isLeaky ? shared : alike
    return "\(evaluationProtocol.rawValue) on \(speakers) (\(utterances)"
      + (why.isEmpty ? ")" : ", both sides have: \(why.joined(separator: ", ")))")
  }
}
