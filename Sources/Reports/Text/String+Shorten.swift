extension String {
  /// The beginning of a label that has no room in a chart; table and caption have all of it.
  func shortened(to length: Int) -> String {
    count <= length ? self : prefix(length - 1) + "…"
  }
}
