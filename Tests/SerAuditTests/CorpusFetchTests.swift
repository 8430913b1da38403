import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("corpus fetch brings the official files from their publisher")
struct CorpusFetchTests {
  @Test("each file once: a second call asks for nothing")
  func bringsEachOnce() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let server = try LoopbackServer { request, _ in FakePublisher.right(request, listing: listing) }
    let first = try await publisher.fetch(server, "--json")
    #expect(first.exitCode == 0, "\(first.errors)")
    let data = try first.data(by: "corpus-fetch.json")
    #expect(data["downloaded"] as? Int == 3 && data["bytes"] as? Int == 120_000)
    #expect(publisher.files == FakePublisher.allRight)
    #expect(server.requests.count == 4)
    let second = try await publisher.fetch(server)
    #expect(second.exitCode == 0)
    #expect(second.output.contains("3 of 3 official files"))
    #expect(second.output.contains("nothing was downloaded"))
    #expect(server.requests.count == 4)
  }

  @Test("but not before somebody accepts the licence")
  func needsTheLicence() async throws {
    let publisher = try await FakePublisher()
    let server = try LoopbackServer { _, _ in .init() }
    let outcome = try await Program.run(
      FakePublisher.arguments(server), in: publisher.sandbox.path)
    #expect(outcome.exitCode == 2)
    for words in ["CC BY-NC-ND 4.0", "legalcode", "Pichora-Fuller", "--accept-licence"] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(server.requests.isEmpty && publisher.files.isEmpty)
  }

  @Test(
    "and on a terminal asks for it",
    .enabled(if: PseudoTerminal.isPossible, "the command `script` (util-linux) is not there"),
    arguments: [("y", Int32(0)), ("n", 2), ("", 2)])
  func asksOnATerminal(answer: String, code: Int32) async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let server = try LoopbackServer { request, _ in
      // Slow enough for progress to be drawn.
      if FakePublisher.name(request.path) != nil { usleep(200_000) }
      return FakePublisher.right(request, listing: listing)
    }
    let call = ([Program.path] + FakePublisher.arguments(server)).joined(separator: " ")
    let outcome = try await Program.tool(
      ["sh", "-c", "printf '\(answer)\\n' | script -qec '\(call)' /dev/null"],
      in: publisher.sandbox.path)
    #expect(outcome.exitCode == code, "\(outcome.output)")
    #expect(outcome.output.contains("Do you accept the licence? [y/N]"))
    #expect(outcome.output.contains("CC BY-NC-ND 4.0"))
    #expect(publisher.files == (code == 0 ? FakePublisher.allRight : [:]))
    let progress = Screen(outcome.output).progress.filter { $0.hasPrefix("Fetch tess  ") }
    #expect(progress.isEmpty == (code != 0), "\(outcome.output)")
    #expect(progress.allSatisfy { $0.contains("/3 files") && $0.contains(" MB/s") })
  }

  @Test("a broken connection goes on where it broke")
  func goesOn() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let server = try LoopbackServer { request, visit in
      var answer = FakePublisher.right(request, listing: listing)
      if FakePublisher.name(request.path) == "OAF_back_fear.wav", visit < 2 {
        answer.breaksAfter = 10_000
      }
      return answer
    }
    let outcome = try await publisher.fetch(server)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(publisher.files == FakePublisher.allRight)
    let visits = server.requests.filter { $0.path.hasSuffix("/101") }
    #expect(visits.map(\.from) == [nil, 10_000, 20_000])
  }

  @Test("from a server that knows no ranges a broken file comes anew")
  func startsAnew() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let server = try LoopbackServer { request, visit in
      var answer = FakePublisher.right(request, listing: listing)
      answer.knowsRanges = false
      if FakePublisher.name(request.path) == "YAF_back_sad.wav", visit == 0 {
        answer.breaksAfter = 10_000
      }
      return answer
    }
    let outcome = try await publisher.fetch(server)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(publisher.files == FakePublisher.allRight)
  }

  @Test("a file with other bytes is named and not kept; the others are")
  func wrongHash() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let server = try LoopbackServer { request, _ in
      var answer = FakePublisher.right(request, listing: listing)
      if FakePublisher.name(request.path) == "OAF_back_fear.wav" { answer.body[5] ^= 1 }
      return answer
    }
    let outcome = try await publisher.fetch(server)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("wrong-hash: OAF_back_fear.wav"), "\(outcome.output)")
    #expect(outcome.output.contains("SHA-256 is") && outcome.output.contains("MD5 is"))
    #expect(publisher.files == ["OAF_back_angry.wav": true, "YAF_back_sad.wav": true])
  }

  @Test("a file that the publisher's checksum contradicts is named and not kept")
  func wrongChecksum() async throws {
    let publisher = try await FakePublisher(
      md5: ["OAF_back_angry.wav": String(repeating: "0", count: 32)])
    let listing = publisher.listing
    let server = try LoopbackServer { request, _ in FakePublisher.right(request, listing: listing) }
    let outcome = try await publisher.fetch(server)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("the publisher lists 00000000"), "\(outcome.output)")
    #expect(!outcome.output.contains("SHA-256 is"))
    #expect(publisher.files == ["OAF_back_fear.wav": true, "YAF_back_sad.wav": true])
  }

  @Test("a file that the server refuses, or does not list, is named; the others come")
  func refusedFiles() async throws {
    let publisher = try await FakePublisher(files: Array(FakePublisher.names.prefix(2)))
    let listing = publisher.listing
    let server = try LoopbackServer { request, _ in
      FakePublisher.name(request.path) == "OAF_back_angry.wav"
        ? .init(status: 404) : FakePublisher.right(request, listing: listing)
    }
    let outcome = try await publisher.fetch(server)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("not-available: OAF_back_angry.wav"), "\(outcome.output)")
    #expect(outcome.output.contains("HTTP 404"))
    #expect(outcome.output.contains("not-listed: YAF_back_sad.wav"))
    #expect(publisher.files == ["OAF_back_fear.wav": true])
  }

  @Test("a server in trouble is asked again, and given up after some times")
  func trouble() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let passing = try LoopbackServer { request, visit in
      visit < 2 ? .init(status: 503) : FakePublisher.right(request, listing: listing)
    }
    let outcome = try await publisher.fetch(passing)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")

    let other = try await FakePublisher()
    let lasting = try LoopbackServer { request, _ in
      FakePublisher.name(request.path) == "OAF_back_fear.wav"
        ? .init(status: 500) : FakePublisher.right(request, listing: listing)
    }
    let given = try await other.fetch(lasting)
    #expect(given.exitCode == 4)
    #expect(given.errors.contains("given up at OAF_back_fear.wav"), "\(given.errors)")
    #expect(given.errors.contains("1 of 3 official files"))
    #expect(other.files == ["OAF_back_angry.wav": true])
    #expect(lasting.requests.count { $0.path.hasSuffix("/101") } == 5)
  }

  @Test(
    "a listing that cannot be had, is none, or has none of the files is an error of the data",
    arguments: [
      (404, "", "HTTP 404|404"), (500, "", "listing cannot be had"),
      (200, "<html>", "something else than a listing"),
      (200, "{\"status\": \"OK\", \"data\": []}", "lists 0 files"),
    ])
  func badListings(status: Int, body: String, words: String) async throws {
    let publisher = try await FakePublisher()
    let server = try LoopbackServer { _, _ in .init(status: status, body: Array(body.utf8)) }
    let outcome = try await publisher.fetch(server)
    #expect(outcome.exitCode == 4)
    #expect(
      words.split(separator: "|").contains { outcome.errors.contains($0) }, "\(outcome.errors)")
    #expect(publisher.files.isEmpty)
    #expect(server.requests.count == (status == 500 ? 4 : 1))
  }

  @Test(
    "what is there and is another file, or cannot be read, is left alone and named",
    arguments: [
      ("OAF_back_fear.wav", "altered: ", "unreadable: "),
      ("OAF_back_fear.wav/inside", "unreadable: ", "altered: "),
    ])
  func otherFile(path: String, said: String, notSaid: String) async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    try publisher.sandbox.write("datasets/tess/audio/" + path, "mine")
    let server = try LoopbackServer { request, _ in FakePublisher.right(request, listing: listing) }
    let outcome = try await publisher.fetch(server)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains(said), "\(outcome.output)")
    #expect(!outcome.output.contains(notSaid), "\(outcome.output)")
    #expect(outcome.output.contains("OAF_back_fear.wav"), "\(outcome.output)")
    #expect(try publisher.sandbox.text("datasets/tess/audio/" + path) == "mine")
    #expect(server.requests.allSatisfy { !$0.path.hasSuffix("/101") })
  }

  @Test("a killed download goes on, once the program that it had started has ended too")
  func survivesAKill() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let slowness = Slowness()
    let server = try LoopbackServer { request, _ in
      var answer = FakePublisher.right(request, listing: listing)
      if FakePublisher.name(request.path) != nil, slowness.isOn {
        answer.isHeld = { slowness.isOn }
        answer.breaksAfter = 24_000
      }
      return answer
    }
    let part = publisher.sandbox.path + "/datasets/tess/audio/OAF_back_angry.wav.part"
    let first = try Program.start(
      FakePublisher.arguments(server) + ["--accept-licence"], in: publisher.sandbox.path)
    try await first.send(SIGKILL) { Self.size(of: part) > 0 }
    let meanwhile = try await publisher.fetch(server)
    #expect(meanwhile.exitCode == 5, "\(meanwhile.output)")
    #expect(meanwhile.errors.contains("Another download into"))
    slowness.end()
    var last = meanwhile
    for _ in 0..<100 where last.exitCode == 5 {
      try await Task.sleep(for: .milliseconds(50))
      last = try await publisher.fetch(server)
    }
    #expect(last.exitCode == 0, "\(last.errors)")
    #expect(publisher.files == FakePublisher.allRight)
    #expect(server.requests.contains { $0.path.hasSuffix("/100") && ($0.from ?? 0) > 0 })
  }

  @Test("Ctrl-C stops it with what came, and the same command goes on")
  func stopsOnRequest() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let slowness = Slowness()
    let server = try LoopbackServer { request, _ in
      var answer = FakePublisher.right(request, listing: listing)
      if FakePublisher.name(request.path) != nil { answer.isHeld = { slowness.isOn } }
      return answer
    }
    let part = publisher.sandbox.path + "/datasets/tess/audio/OAF_back_angry.wav.part"
    let first = try Program.start(
      FakePublisher.arguments(server) + ["--accept-licence"], in: publisher.sandbox.path)
    try await first.send(SIGINT) { Self.size(of: part) > 0 }
    let stopped = try await first.outcome()
    #expect(stopped.exitCode == 130, "\(stopped.errors)")
    #expect(stopped.errors.contains("The same command goes on from here."))
    #expect(Self.size(of: part) > 0)
    slowness.end()
    let second = try await publisher.fetch(server)
    #expect(second.exitCode == 0, "\(second.errors)")
    #expect(publisher.files == FakePublisher.allRight)
  }

  @Test(
    "a full disk is told with exit code 5, what came is kept, and the same command goes on",
    .enabled(if: SmallDisk.isPossible, "this machine does not let a test mount a small disk"))
  func fullDisk() async throws {
    let publisher = try await FakePublisher()
    let listing = publisher.listing
    let server = try LoopbackServer { request, _ in FakePublisher.right(request, listing: listing) }
    let call = ([Program.path] + FakePublisher.arguments(server)).joined(separator: " ")
    try publisher.sandbox.write(
      "trial.sh",
      """
      mkdir disk && mount -t tmpfs -o size=64k tmpfs disk
      \(call) --accept-licence --to disk >first 2>&1; echo "code $?"
      ls disk
      mount -o remount,size=1m disk
      \(call) --accept-licence --to disk >second 2>&1; echo "code $?"
      ls disk
      """)
    let trial = try await Program.tool(
      ["unshare", "-rm", "sh", "trial.sh"], in: publisher.sandbox.path)
    #expect(
      trial.output == """
        code 5
        OAF_back_angry.wav
        OAF_back_fear.wav.part
        code 0
        OAF_back_angry.wav
        OAF_back_fear.wav
        YAF_back_sad.wav

        """, "\(trial.output)\(trial.errors)")
    let told = try publisher.sandbox.text("first")
    for words in ["disk cannot be written to", "1 of 3 official files", "Free some space"] {
      #expect(told.contains(words), "\(told)")
    }
    #expect(server.requests.contains { $0.path.hasSuffix("/101") && ($0.from ?? 0) > 0 })
  }

  @Test("without the program curl it says what to install")
  func withoutCurl() async throws {
    let publisher = try await FakePublisher()
    let server = try LoopbackServer { _, _ in .init() }
    let outcome = try await Program.run(
      FakePublisher.arguments(server) + ["--accept-licence"], in: publisher.sandbox.path,
      environment: ["PATH": "/nowhere"])
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains("The program curl was not found"), "\(outcome.errors)")
  }

  @Test("other corpora are got by hand, as their cards say", arguments: ["emodb", "savee", "nemo"])
  func byHand(corpus: String) async throws {
    let outcome = try await Program.run(["corpus", "fetch", corpus], in: Repository.root)
    #expect(outcome.exitCode == 2)
    for words in ["corpus add \(corpus)", "Source: http", "Licence: "] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    let unknown = try await Program.run(["corpus", "fetch", "nosuch"], in: Repository.root)
    #expect(unknown.exitCode == 2)
    #expect(unknown.errors.contains("datasets/nosuch/card.md"))
  }

  @Test("where no card is, address and licence of a published corpus are told all the same")
  func withoutCards() async throws {
    let sandbox = try Sandbox()
    for (corpus, source, licence) in [
      ("tess", "https://doi.org/10.5683/SP2/E8H2MF", "CC BY-NC-ND 4.0"),
      ("ravdess", "https://doi.org/10.5281/zenodo.1188976", "CC BY-NC-SA 4.0"),
    ] {
      let fetch = try await sandbox.run("corpus", "fetch", corpus)
      #expect(fetch.exitCode == 2)
      let missing = try await sandbox.run("corpus", "stats", corpus)
      #expect(missing.exitCode == 4)
      for words in [source, licence, "--data DIR or SER_AUDIT_DATA"] {
        #expect(fetch.errors.contains(words), "\(fetch.errors)")
        #expect(missing.errors.contains(words), "\(missing.errors)")
      }
    }
    let unknown = try await sandbox.run("corpus", "fetch", "nope")
    #expect(unknown.exitCode == 2)
    #expect(unknown.errors.contains("There is no corpus nope"), "\(unknown.errors)")
    #expect(unknown.errors.contains("tess, ravdess"), "\(unknown.errors)")
    let list = try await sandbox.run("corpus", "list")
    #expect(list.output.contains("CC BY-NC-ND 4.0") && !list.output.contains("no card"))
  }

  /// Whether the server takes its time, until a test says otherwise.
  private final class Slowness: Sendable {
    private let state = Mutex(true)
    var isOn: Bool { state.withLock { $0 } }
    func end() { state.withLock { $0 = false } }
  }

  private static func size(of path: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return (facts?[.size] as? NSNumber)?.intValue ?? 0
  }
}
