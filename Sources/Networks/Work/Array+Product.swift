extension [Int] {
  /// The product of sizes; `nil` where one is below 0 or no `Int` is as great.
  package var product: Int? {
    reduce(1) { product, size in
      guard size >= 0, let (exact, isBeyond) = product?.multipliedReportingOverflow(by: size) else {
        return nil
      }
      return isBeyond ? nil : exact
    }
  }
}
