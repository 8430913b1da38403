extension String {
  /// The folder that a path stands in; empty for a bare name, `/` for what stands at the root.
  /// (Foundation's own ends the program on a path of one letter.)
  var enclosingFolder: String {
    let path = self.count > 1 && hasSuffix("/") ? String(dropLast()) : self
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The name at the end of a path.
  var lastName: String { split(separator: "/").last.map(String.init) ?? self }
}
