import Foundation
import TestSupport
import Testing

extension Program.Outcome {
  /// The object that `--json` printed, after it was held against its command's schema and against
  /// the exit code.
  func object(by schema: String) throws -> [String: Any] {
    let object = try #require(json as? [String: Any], "\(output)\(errors)")
    #expect(try SchemaCheck().faults(of: object, schema: schema) == [])
    #expect((object["exitCode"] as? NSNumber)?.int32Value == exitCode)
    return object
  }

  /// What stands under `data` of that object.
  func data(by schema: String) throws -> [String: Any] {
    try #require(try object(by: schema)["data"] as? [String: Any], "\(output)")
  }
}

/// The check of schemas that all tests share.
typealias SchemaCheck = TestSupport.SchemaCheck
