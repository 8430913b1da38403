import Foundation
import Testing

@Suite("A model whose answers are not finite")
struct OverflowTests {
  /// A copy of the latest run's model whose head is scaled beyond what a `Float` holds.
  private static func sandbox() async throws -> Sandbox {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let bytes = try sandbox.bytes("reports/\(run)/models/random-seed0.safetensors")
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let parsed = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
    var header = try #require(parsed as? [String: [String: Any]])
    header["__metadata__"]?["checksum"] = nil
    var body = Array(bytes.dropFirst(8 + length))
    for (name, factor) in [("head.hidden.weight", Float(1e30)), ("head.output.weight", 1e30)] {
      let range = try #require(header[name]?["data_offsets"] as? [Int])
      for start in stride(from: range[0], to: range[1], by: 4) {
        let bits = body[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        let scaled = (Float(bitPattern: bits) * factor).bitPattern
        withUnsafeBytes(of: scaled.littleEndian) {
          body.replaceSubrange(start..<start + 4, with: $0)
        }
      }
    }
    let text = try JSONSerialization.data(withJSONObject: header)
    let start = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
    try sandbox.write("loud.safetensors", bytes: start + Array(text) + body)
    return sandbox
  }

  @Test("is named with each recording that it could not predict")
  func isNamed() async throws {
    let sandbox = try await Self.sandbox()
    let files = ["tiny/v1/v1_tree_angry.wav", "gone.wav", "tiny/v2/v2_tree_sad.wav"]
    let outcome = try await Program.run(
      ["predict", "--json", "--model", "loud.safetensors"] + files, in: sandbox.path)
    #expect(outcome.exitCode == 4, "\(outcome.errors)")
    for file in [files[0], files[2]] {
      let words =
        "\(file): the model's answer is not finite, expected probabilities; most likely the "
        + "weights of loud.safetensors are damaged or diverged"
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let answers = (object as? [String: Any])?["data"] as? [[String: Any]]
    #expect(answers?.map { $0["path"] as? String } == files)
    #expect(answers?.allSatisfy { $0["error"] is String } == true, "\(outcome.output)")
  }

  @Test("ends a stream of null lines with 4, and says once why they are null")
  func endsAStream() async throws {
    let sandbox = try await Self.sandbox()
    let outcome = try await Program.tool(
      [
        "bash", "-c",
        "cat tiny/v1/v1_tree_angry.wav | "
          + "\(Program.path) predict --stream --model loud.safetensors",
      ], in: sandbox.path)
    #expect(outcome.exitCode == 4, "\(outcome.errors)")
    #expect(!outcome.output.isEmpty && !outcome.output.contains(#""emotion":""#))
    let words = "the model's answer is not finite"
    #expect(outcome.errors.components(separatedBy: words).count == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("loud.safetensors"), "\(outcome.errors)")
  }
}
