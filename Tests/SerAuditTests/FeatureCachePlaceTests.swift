import Testing

@Suite("Where spectrograms are kept")
struct FeatureCachePlaceTests {
  /// The folder that `corpus features` names, with these settings and no others.
  private static func folder(
    _ sandbox: Sandbox, _ settings: String...
  ) async throws -> String? {
    let clean = ["env", "-u", "SER_AUDIT_CACHE", "-u", "XDG_CACHE_HOME", "-u", "HOME"]
    let call = [Program.path, "corpus", "features", "tiny", "--data", "tiny", "--json"]
    let outcome = try await Program.tool(clean + settings + call, in: sandbox.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return try outcome.data(by: "corpus-features.json")["cache"] as? String
  }

  @Test("is named by SER_AUDIT_CACHE, else by XDG_CACHE_HOME, else lies in the home; or nowhere")
  func order() async throws {
    let sandbox = try Sandbox()
    let (own, cache, home) = (sandbox.path + "/own", sandbox.path + "/x", sandbox.path + "/home")
    let all = try await Self.folder(
      sandbox, "SER_AUDIT_CACHE=\(own)", "XDG_CACHE_HOME=\(cache)", "HOME=\(home)")
    #expect(all?.hasPrefix(own) == true && !sandbox.names(in: "own").isEmpty)
    #expect(!sandbox.names().contains("x") && !sandbox.names().contains("home"))
    let standard = try await Self.folder(sandbox, "XDG_CACHE_HOME=\(cache)", "HOME=\(home)")
    #expect(standard?.hasPrefix(cache + "/ser-audit/features") == true)
    #expect(!sandbox.names().contains("home"))
    let usual = try await Self.folder(sandbox, "HOME=\(home)")
    #expect(usual?.hasPrefix(home + "/.cache/ser-audit/features") == true)
    #expect(try await Self.folder(sandbox) == nil)
    #expect(
      try await Self.folder(sandbox, "SER_AUDIT_CACHE=", "XDG_CACHE_HOME=\(cache)") == nil)
  }

  @Test("is not below the working folder where XDG_CACHE_HOME is no whole path: that is invalid")
  func relative() async throws {
    let sandbox = try Sandbox()
    let home = sandbox.path + "/home"
    let folder = try await Self.folder(sandbox, "XDG_CACHE_HOME=x", "HOME=\(home)")
    #expect(folder?.hasPrefix(home + "/.cache") == true)
    #expect(!sandbox.names().contains("x"))
  }

  @Test("changes no number: the frames are those that are computed anew")
  func changesNothing() async throws {
    let sandbox = try Sandbox()
    let call = ["corpus", "features", "tiny", "--data", "tiny", "--json"]
    var frames: [Int?] = []
    for cache in ["", sandbox.path + "/kept", sandbox.path + "/kept"] {
      let outcome = try await Program.run(
        call, in: sandbox.path, environment: ["SER_AUDIT_CACHE": cache])
      frames.append(try outcome.data(by: "corpus-features.json")["frames"] as? Int)
    }
    #expect(frames[0] ?? 0 > 140 && frames.allSatisfy { $0 == frames[0] })
  }
}
