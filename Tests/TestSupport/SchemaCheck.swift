import Foundation

/// Checks a JSON value against a JSON Schema, as far as the schemas of docs/schema go: `$ref`,
/// `anyOf`, `type`, `const`, `enum`, `required`, `properties`, `additionalProperties`, `items`,
/// `minItems`, `minimum` and `maximum`.
public struct SchemaCheck {
  private let folder = URL(fileURLWithPath: Repository.root + "/docs/schema")

  /// Reads the schemas of this repository.
  public init() {}

  /// What is wrong with a value by the schema of a file; empty where it is valid.
  public func faults(of value: Any, schema name: String) throws -> [String] {
    try faults(of: value, document(name), file: name, at: "$")
  }

  /// A file that is no object is no schema.
  private struct NoSchema: Error { let name: String }

  private func document(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw NoSchema(name: name)
    }
    return object
  }

  /// The keywords that are checked, and those that ask nothing of a value.
  private static let keywords: Set = [
    "$ref", "anyOf", "type", "const", "enum", "required", "properties", "additionalProperties",
    "items", "minItems", "minimum", "maximum", "description", "title", "$schema", "$id", "$defs",
  ]

  private func faults(
    of value: Any, _ schema: [String: Any], file: String, at place: String
  ) throws -> [String] {
    // A keyword that is passed over would let everything through.
    let unknown = Set(schema.keys).subtracting(Self.keywords)
    guard unknown.isEmpty else { return ["\(place): \(unknown.sorted()) is not checked here"] }
    if let reference = schema["$ref"] as? String {
      let parts = reference.components(separatedBy: "#")
      let file = parts[0].isEmpty ? file : parts[0]
      var target = try document(file)
      for key in parts[1].split(separator: "/") {
        guard let inner = target[String(key)] as? [String: Any] else {
          return ["\(place): no \(reference)"]
        }
        target = inner
      }
      return try faults(of: value, target, file: file, at: place)
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let all = try choices.map { try faults(of: value, $0, file: file, at: place) }
      return all.contains { $0.isEmpty } ? [] : all.min { $0.count < $1.count } ?? []
    }
    return simpleFaults(of: value, schema, at: place)
      + (try memberFaults(of: value, schema, file: file, at: place))
      + (try elementFaults(of: value, schema, file: file, at: place))
  }

  private func simpleFaults(of value: Any, _ schema: [String: Any], at place: String) -> [String] {
    var faults: [String] = []
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { Self.isOf($0, value) }) {
      faults.append("\(place): \(value) is not \(types)")
    }
    if let constant = schema["const"], !Self.equal(constant, value) {
      faults.append("\(place): \(value) is not \(constant)")
    }
    if let allowed = schema["enum"] as? [Any], !allowed.contains(where: { Self.equal($0, value) }) {
      faults.append("\(place): \(value) is none of \(allowed)")
    }
    if let number = (value as? NSNumber)?.doubleValue {
      let least = (schema["minimum"] as? NSNumber)?.doubleValue ?? -.infinity
      let most = (schema["maximum"] as? NSNumber)?.doubleValue ?? .infinity
      if number < least || number > most { faults.append("\(place): \(number) is out of range") }
    }
    return faults
  }

  private func memberFaults(
    of value: Any, _ schema: [String: Any], file: String, at place: String
  ) throws -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var faults = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
      .map { "\(place): no \($0)" }
    for (key, member) in object {
      if let property = properties[key] {
        faults += try self.faults(of: member, property, file: file, at: place + "." + key)
      } else if let others = schema["additionalProperties"] as? [String: Any] {
        faults += try self.faults(of: member, others, file: file, at: place + "." + key)
      } else if schema["additionalProperties"] as? Bool == false {
        faults.append("\(place): unexpected \(key)")
      }
    }
    return faults
  }

  private func elementFaults(
    of value: Any, _ schema: [String: Any], file: String, at place: String
  ) throws -> [String] {
    guard let elements = value as? [Any], let items = schema["items"] as? [String: Any] else {
      return []
    }
    let least = (schema["minItems"] as? NSNumber)?.intValue ?? 0
    let few = elements.count < least ? ["\(place): fewer than \(least) elements"] : []
    return try few
      + elements.enumerated().flatMap { index, element in
        try faults(of: element, items, file: file, at: "\(place)[\(index)]")
      }
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": value is Bool
    case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": value is NSNumber
    default: false
    }
  }

  private static func equal(_ one: Any, _ other: Any) -> Bool {
    if let one = one as? String { return one == other as? String }
    guard let one = one as? NSNumber, let other = other as? NSNumber else { return false }
    return one == other
  }
}
