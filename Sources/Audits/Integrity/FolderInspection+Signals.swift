import Audio
import Corpora
import Findings
import Wording

extension FolderInspection {
  /// Containers and formats that are not what the name or the other files let expect.
  var formatIssues: [IntegrityIssue] {
    let misnamed = files.compactMap { file -> IntegrityIssue? in
      guard let format = recordings[file.path]?.info.format,
        let usual = Self.containers[file.fileExtension], !usual.contains(format)
      else { return nil }
      return IntegrityIssue(
        kind: .misnamedContainer, status: .passed, paths: [file.path],
        explanation: "\(file.path): \(format) inside, expected \(usual[0]) by its name; it is read "
          + "by its content, other tools may refuse it")
    }
    return misnamed + oddFormats + uncounted
  }

  /// Files that hold more than their header counts.
  private var uncounted: [IntegrityIssue] {
    files.compactMap { file in
      guard let bytes = recordings[file.path]?.info.bytesUncounted, bytes > 0 else { return nil }
      return IntegrityIssue(
        kind: .uncounted, status: .passed, paths: [file.path],
        explanation:
          "\(file.path): \(bytes, "byte") behind the samples that its "
          + "header counts, expected none; what is there is not heard: where it is samples, the "
          + "header is wrong, so encode the file again from its source")
    }
  }

  /// The containers that an extension stands for, as libsndfile names them, the usual one first.
  private static let containers: [String: [String]] = [
    "wav": ["WAV", "WAVEX", "RF64"], "wave": ["WAV", "WAVEX", "RF64"], "flac": ["FLAC"],
    "aif": ["AIFF"], "aiff": ["AIFF"], "aifc": ["AIFF"], "ogg": ["OGG"], "oga": ["OGG"],
    "opus": ["OGG"], "mp3": ["MPEG"], "au": ["AU"], "caf": ["CAF"], "w64": ["W64"],
    "rf64": ["RF64", "WAV"],
  ]

  private func format(_ path: String) -> String? {
    recordings[path].map { recording in
      let info = recording.info
      let channels = info.channels == 1 ? "mono" : "\(info.channels) channels"
      return "\(info.sampleRate) Hz, \(channels), \(info.subtype)"
    }
  }

  /// Formats that fewer files have than the commonest one.
  private var oddFormats: [IntegrityIssue] {
    let byFormat = Dictionary(grouping: files.map(\.path).filter { recordings[$0] != nil }) {
      format($0) ?? ""
    }
    let sorted = byFormat.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
    guard let usual = sorted.first else { return [] }
    let many = usual.value.count
    return sorted.dropFirst().map { format, paths in
      IntegrityIssue(
        kind: .oddFormat, status: .passed, paths: paths,
        explanation:
          "\(paths.listed(first: Self.shown)): \(format), unlike \(many, "file") of "
          + "\(usual.key); all are brought to one format before use, and a format that goes with "
          + "a speaker or an emotion can give it away")
    }
  }

  /// Lengths, flat tops, offsets and edges.
  var signalIssues: [IntegrityIssue] {
    lengthIssues + levelIssues
      + [cutOff("begin", \.start), cutOff("end", \.end)].compactMap(\.self)
  }

  private var lengthIssues: [IntegrityIssue] {
    files.compactMap { file in
      guard let seconds = recordings[file.path]?.durationSeconds, seconds < Self.shortestWord
      else { return nil }
      let milliseconds = (seconds * 10_000).rounded() / 10
      return IntegrityIssue(
        kind: .tooShort, status: status(of: [file.path]), paths: [file.path],
        explanation: "\(file.path): \(milliseconds) ms, expected at least "
          + "\(Int(Self.shortestWord * 1000)) ms of speech; get the file again, or take it out of "
          + "the corpus")
    }
  }

  /// In seconds; a syllable alone takes longer, and the shortest recording of TESS is 1.25 s.
  private static let shortestWord = 0.1

  private var levelIssues: [IntegrityIssue] {
    files.flatMap { file -> [IntegrityIssue] in
      guard let recording = recordings[file.path] else { return [] }
      var issues: [IntegrityIssue] = []
      if recording.clippedSamples >= Self.fewestClipped {
        issues.append(
          IntegrityIssue(
            kind: .clipped, status: .passed, paths: [file.path],
            explanation: "\(file.path): \(recording.clippedSamples) samples in flat tops at "
              + "\(Self.rounded(recording.peak)) of full scale, expected none; the level was too "
              + "high when it was recorded or edited"))
      }
      if abs(recording.offset) >= Self.largestOffset {
        issues.append(
          IntegrityIssue(
            kind: .offset, status: .passed, paths: [file.path],
            explanation: "\(file.path): a mean of \(Self.rounded(recording.offset)) of full scale, "
              + "expected less than \(Self.largestOffset); features take it off, other tools may "
              + "not"))
      }
      return issues
    }
  }

  /// Recordings that are as loud at an edge as in the middle of a word, if they are so many that it
  /// is no habit of single takes.
  private func cutOff(_ verb: String, _ edge: KeyPath<EdgeLevels, Double>) -> IntegrityIssue? {
    let heard = files.compactMap { file in
      recordings[file.path]?.edges.map { (path: file.path, level: $0[keyPath: edge]) }
    }
    let cut = heard.filter { $0.level > Self.loudestEdge }.map(\.path)
    guard cut.count >= Self.fewestCut, cut.count * Self.recordingsACut >= heard.count else {
      return nil
    }
    return IntegrityIssue(
      kind: .cutOff, status: .passed, paths: cut,
      explanation: "\(cut.listed(first: Self.shown)): \(verb) less than "
        + "\(Int(-Self.loudestEdge)) dB below their loudest 25 ms, \(cut.count) of "
        + "\(heard.count, "recording"), expected few; speech fades, so what was said there is "
        + "probably cut: compare the lengths with those of the source")
  }

  /// In dB. Of the 2,796 WAV files of TESS at hand 36 end louder than this, of RAVDESS none, of
  /// RAVDESS cut at 2.4 s more than half.
  private static let loudestEdge = -15.0
  private static let fewestCut = 10
  /// One in ten.
  private static let recordingsACut = 10

  /// Two short flat tops: one may be the accident of a single loud cycle.
  private static let fewestClipped = 6
  /// A hundredth of full scale, 40 dB below it: audible as a click where a recording is cut.
  private static let largestOffset: Float = 0.01

  private static func rounded(_ value: Float) -> String {
    "\((Double(value) * 1000).rounded() / 1000)"
  }

  /// How many of some paths or words are named.
  static let shown = 3

  /// Holes in the grid of speaker, emotion and word, where the corpus is such a grid at all.
  var coverageIssues: [IntegrityIssue] {
    let grid = CoverageGrid(corpus.utterances)
    return grid.holes.map { hole in
      IntegrityIssue(
        kind: .coverageHole, status: .passed, paths: [],
        explanation: "\(hole.speaker) has no \(hole.emotion.rawValue) of "
          + "\(hole.words.listed(first: Self.shown)): \(hole.words.count) of "
          + "\(grid.words, "word"); expected one of each, and a split by words leaves that cell "
          + "thinner")
    }
  }
}
