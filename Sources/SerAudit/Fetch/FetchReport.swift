/// What a download came to.
struct FetchReport: Encodable {
  /// Something that is not as it should be with one file.
  struct Fault: Encodable {
    /// What kind of thing is wrong; the raw value is the stable name in JSON.
    enum Kind: String, Encodable {
      /// What came has other bytes than the publisher's or the official listing; it was not kept.
      case wrongHash = "wrong-hash"
      /// The publisher does not list an official file.
      case notListed = "not-listed"
      /// The publisher's server refuses a file.
      case notAvailable = "not-available"
      /// A file that was there before has other bytes than the official one; it was left alone.
      case altered
      /// A file that was there before cannot be read; it was left alone.
      case unreadable
    }

    let kind: Kind
    let file: String
    let explanation: String
  }

  let corpus: String
  let folder: String
  /// The official files.
  let files: Int
  /// Official files that were there before.
  var present = 0
  /// Official files that came, and their bytes.
  var downloaded = 0
  var bytes = 0
  var faults: [Fault] = []

  /// Official files that are there now.
  var total: Int { present + downloaded }

  /// What a person reads.
  var text: String {
    let came =
      downloaded == 0
      ? "nothing was downloaded"
      : "\(downloaded) downloaded (\(Self.megabytes(bytes)) MB), \(present) were there"
    let lines = faults.prefix(Self.shown).map { "\($0.kind.rawValue): \($0.explanation)" }
    let more = faults.count - Self.shown
    return
      (["\(corpus): \(total) of \(files) official files in \(folder); \(came)"] + lines
      + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "\n")
  }

  /// Bytes as megabytes with one decimal.
  static func megabytes(_ bytes: Int) -> String { (Double(bytes) / 1e6).rounded(to: 1) }

  private static let shown = 20
}
