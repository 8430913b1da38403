import Foundation

/// Reads the markup of a page as strictly as XML would: tags nest, attributes are quoted and not
/// repeated, text escapes what it must.
struct MarkupScanner {
  struct Problem: Error { let message: String }

  /// An element with its attributes and everything below it.
  final class Element {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
    var ownText = ""

    init(name: String, attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    /// The text of the element and of all below it.
    var text: String { ownText + children.map(\.text).joined(separator: " ") }

    /// All elements of a name below this one, in order.
    func all(_ name: String) -> [Element] {
      children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
    }

    /// All elements below this one that carry a class.
    func all(class name: String) -> [Element] {
      children.flatMap { ($0.has(name) ? [$0] : []) + $0.all(class: name) }
    }

    /// Whether the element carries a class.
    func has(_ name: String) -> Bool {
      attributes["class"]?.split(separator: " ").contains(Substring(name)) ?? false
    }
  }

  private static let void: Set<String> = ["meta", "br", "hr", "img"]
  private static let entities = ["amp", "lt", "gt", "quot", "#39", "#10", "#13", "#9"]

  /// The element that holds everything.
  static func parse(_ page: String) throws -> Element {
    let root = Element(name: "", attributes: [:])
    var open = [root]
    var rest = Array(page.utf8)[...]
    while let less = rest.firstIndex(of: UInt8(ascii: "<")) {
      open[open.count - 1].ownText += try text(rest[..<less])
      guard let greater = rest[less...].firstIndex(of: UInt8(ascii: ">")) else {
        throw Problem(message: "a tag without an end")
      }
      let tag = String(decoding: rest[(less + 1)..<greater], as: UTF8.self)
      rest = rest[(greater + 1)...]
      if tag.hasPrefix("!") || tag.hasPrefix("?") { continue }
      if tag.hasPrefix("/") {
        guard open.count > 1, open.removeLast().name == tag.dropFirst() else {
          throw Problem(message: "<\(tag)> closes what is not open")
        }
        continue
      }
      let element = try Self.element(tag.hasSuffix("/") ? tag.dropLast() : Substring(tag))
      open[open.count - 1].children.append(element)
      if element.name == "style" { rest = skipStyle(element, rest) }
      if !tag.hasSuffix("/"), !void.contains(element.name) { open.append(element) }
    }
    guard open.count == 1 else { throw Problem(message: "<\(open.last?.name ?? "")> stays open") }
    return root
  }

  /// Takes the text of a style, in which `>` is no markup.
  private static func skipStyle(_ style: Element, _ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let end = rest.firstIndex(of: UInt8(ascii: "<")) else { return rest }
    style.ownText = String(decoding: rest[..<end], as: UTF8.self)
    return rest[end...]
  }

  private static func element(_ tag: Substring) throws -> Element {
    let name = tag.prefix { $0 != " " && $0 != "\n" }
    var attributes: [String: String] = [:]
    var rest = tag.dropFirst(name.count).drop { $0.isWhitespace }
    while !rest.isEmpty {
      let key = String(rest.prefix { $0 != "=" })
      rest = rest.dropFirst(key.count)
      guard rest.hasPrefix("=\""), let end = rest.dropFirst(2).firstIndex(of: "\"") else {
        throw Problem(message: "an attribute without quotes in <\(tag)>")
      }
      let value = try text(Array(rest.dropFirst(2)[..<end].utf8)[...])
      guard attributes.updateValue(value, forKey: key) == nil else {
        throw Problem(message: "\(key) twice in <\(tag)>")
      }
      rest = rest[rest.index(after: end)...].drop { $0.isWhitespace }
    }
    return Element(name: String(name), attributes: attributes)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) throws -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      guard entities.contains(where: { part.hasPrefix($0 + ";") }) else {
        throw Problem(message: "a bare & before '\(part.prefix(10))'")
      }
    }
    return text.replacingOccurrences(of: "&lt;", with: "<")
      .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&quot;", with: "\"")
      .replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&amp;", with: "&")
  }
}
