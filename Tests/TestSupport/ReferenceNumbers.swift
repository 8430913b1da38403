import Foundation

/// The numbers of `Reference/<name>.json` beside the test that asks for them.
public func referenceNumbers<Content: Decodable>(
  _ name: String, as type: Content.Type = Content.self, beside test: String = #filePath
) throws -> Content {
  let file = URL(fileURLWithPath: test).deletingLastPathComponent()
    .appendingPathComponent("Reference/\(name).json")
  return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
}
