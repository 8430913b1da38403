import Foundation

/// One file of a data set as a Dataverse repository lists it.
///
/// - Source: Dataverse, "Native API", list files in a dataset; "Data Access API", basic file
///   access.
struct DataverseFile: Decodable {
  /// A checksum of the repository.
  struct Checksum: Decodable {
    /// `MD5`, `SHA-1`, `SHA-256` or `SHA-512`.
    let type: String
    /// Hexadecimal digits.
    let value: String
  }

  private struct DataFile: Decodable {
    let id: Int
    let filename: String?
    let filesize: Int?
    let md5: String?
    let checksum: Checksum?
  }

  private struct Answer: Decodable {
    let data: [DataverseFile]
  }

  private let label: String?
  private let dataFile: DataFile

  /// The number by which the file is asked for.
  var id: Int { dataFile.id }
  /// The name without folders.
  var name: String { label ?? dataFile.filename ?? "" }
  /// The size in bytes, where the repository says so.
  var bytes: Int? { dataFile.filesize }
  /// The checksum, where the repository has one.
  var checksum: Checksum? {
    dataFile.checksum ?? dataFile.md5.map { Checksum(type: "MD5", value: $0) }
  }

  /// The files in the answer of the repository, or `nil` where it is no such answer.
  static func list(_ answer: Data) -> [DataverseFile]? {
    try? JSONDecoder().decode(Answer.self, from: answer).data
  }
}

/// A repository of the Dataverse kind, and one data set in it.
struct Dataverse {
  /// The address without a slash at its end, such as `https://borealisdata.ca`.
  let server: String
  /// The data set's persistent identifier, such as `doi:10.5683/SP2/E8H2MF`.
  let dataset: String

  /// Where the newest published version lists its files.
  var listing: String {
    "\(server)/api/datasets/:persistentId/versions/:latest-published/files?persistentId=\(dataset)"
  }

  /// Where a file is.
  func address(of file: DataverseFile) -> String { "\(server)/api/access/datafile/\(file.id)" }

  /// The protocols that a download may use: a server without encryption is named on purpose.
  var protocols: String { server.hasPrefix("http://") ? "=http,https" : "=https" }
}
