/// Who made the splits of a run: what is to be done about a leak depends on it.
public enum SplitOrigin: String, Sendable, CaseIterable {
  /// The program planned them; those of some rungs are made to leak.
  case planned
  /// Somebody gave them as files.
  case file
  /// They follow from what somebody says that a model was trained on.
  case claim
  /// Nobody says what the model was trained on.
  case unknown

  /// What to do where sides that should be apart are not.
  public var mending: String {
    switch self {
    case .planned:
      "The program keeps named speakers apart by itself, so the corpus holds something twice or "
        + "under two names: see the leakage findings and `ser-audit corpus check`, mend the corpus "
        + "and audit again."
    case .file: "See the leakage findings, mend the split file and audit again."
    case .claim:
      "Among what is tested is something that the model is said to have heard: see the leakage "
        + "findings, take it out of the corpus, or say more exactly what it was trained on "
        + "(--trained-on, or --split), and audit again."
    case .unknown:
      "Say what the model was trained on (--trained-on), or give its split (--split), and audit "
        + "again."
    }
  }

  /// What is said of every number where nobody says what the model was trained on.
  public static let unknownTraining =
    "Nothing can be judged: it is not known what the model was trained on, so it may have heard "
    + "everything that it was asked."

  /// How to get a number of speakers whom training never heard, where all there is comes from sides
  /// that share speakers.
  public var keepingApart: String {
    switch self {
    case .planned:
      "Rungs such as random and augment-before-split are made to leak, so nothing of them is to be "
        + "mended: audit a rung that keeps speakers apart, too (--protocols speaker-disjoint)."
    case .file: "Give a split file that has no speaker on both sides (--split)."
    case .claim: "Audit on speakers whom the model is not said to have heard."
    case .unknown: mending
    }
  }
}
