import Foundation
import TestSupport
import Testing

/// A publisher on this machine that lists and gives three files under names of TESS.
struct FakePublisher {
  static let names = ["OAF_back_angry.wav", "OAF_back_fear.wav", "YAF_back_sad.wav"]

  /// The bytes of a file: 40,000 of them, others for each.
  static func bytes(of name: String) -> [UInt8] {
    let seed = name.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return (0..<40_000).map { UInt8(truncatingIfNeeded: ($0 &* (seed | 1)) >> 3 ^ $0) }
  }

  /// The name of the file that a path asks for, `nil` for the listing.
  static func name(_ path: String) -> String? {
    let parts = path.split(separator: "/")
    guard parts.starts(with: ["api", "access", "datafile"]), let id = Int(parts[3]) else {
      return nil
    }
    return names[id - 100]
  }

  /// The file or the listing that a request asks for, as it should be.
  static func right(_ request: LoopbackServer.Request, listing: [UInt8]) -> LoopbackServer.Answer {
    LoopbackServer.Answer(body: name(request.path).map(bytes) ?? listing)
  }

  let sandbox: Sandbox
  /// The right listing.
  let listing: [UInt8]

  /// Makes a sandbox with the card of TESS and a listing of the three files' checksums, which the
  /// system's own programs count.
  init(md5: [String: String] = [:], files: [String] = names) async throws {
    sandbox = try Sandbox()
    try sandbox.write("datasets/tess/card.md", Self.card)
    for name in Self.names { try sandbox.write("official/" + name, bytes: Self.bytes(of: name)) }
    let sha256 = try await Self.hashes("sha256sum", sandbox)
    let rows = Self.names.map { "\($0)\t\(sha256[$0] ?? "")\t40000\n" }
    try sandbox.write("datasets/tess/checksums.tsv", "file\tsha256\tbytes\n" + rows.joined())
    let sums = try await Self.hashes("md5sum", sandbox).merging(md5) { $1 }
    let items = files.map { name in
      let id = 100 + (Self.names.firstIndex(of: name) ?? 0)
      let checksum = "{\"type\": \"MD5\", \"value\": \"\(sums[name] ?? "0")\"}"
      return "{\"label\": \"\(name)\", \"dataFile\": {\"id\": \(id), \"filename\": \"\(name)\", "
        + "\"filesize\": 40000, \"md5\": \"\(sums[name] ?? "0")\", \"checksum\": \(checksum)}}"
    }
    listing = Array("{\"status\": \"OK\", \"data\": [\(items.joined(separator: ", "))]}".utf8)
  }

  /// The card as the repository has it.
  private static var card: String {
    get throws {
      try String(contentsOfFile: Repository.root + "/datasets/tess/card.md", encoding: .utf8)
    }
  }

  private static func hashes(_ tool: String, _ sandbox: Sandbox) async throws -> [String: String] {
    let outcome = try await Program.tool([tool] + names, in: sandbox.path + "/official")
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
    return Dictionary(uniqueKeysWithValues: lines.map { (String($0[1]), String($0[0])) })
  }

  /// The arguments of a download from a server.
  static func arguments(_ server: LoopbackServer) -> [String] {
    ["corpus", "fetch", "tess", "--server", server.address, "--retry-delay", "0.01"]
  }

  /// Runs a download for somebody who accepts the licence.
  func fetch(_ server: LoopbackServer, _ more: String...) async throws -> Program.Outcome {
    try await Program.run(
      Self.arguments(server) + ["--accept-licence"] + more, in: sandbox.path)
  }

  /// The files that came, with whether each is as it was published.
  var files: [String: Bool] {
    let folder = sandbox.path + "/datasets/tess/audio/"
    let names = sandbox.names(in: "datasets/tess/audio").filter { !$0.hasPrefix(".") }
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        let data = FileManager.default.contents(atPath: folder + name) ?? Data()
        return (name, Self.names.contains(name) && data == Data(Self.bytes(of: name)))
      })
  }

  static let allRight = Dictionary(uniqueKeysWithValues: names.map { ($0, true) })
}
