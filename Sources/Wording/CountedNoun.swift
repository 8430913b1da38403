extension DefaultStringInterpolation {
  /// A count with what is counted: `"\(files, "file")"` is "1 file" or "2 files".
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - one: what stands behind a count of one.
  ///   - several: what stands behind any other; `one` with an s where it is not given.
  public mutating func appendInterpolation(_ count: Int, _ one: String, _ several: String? = nil) {
    appendInterpolation(count)
    appendLiteral(" ")
    appendLiteral(count == 1 ? one : several ?? one + "s")
  }
}
