extension Threshold {
  /// The fewest decimals at which none of some numbers reads like the limit unless it is the limit.
  ///
  /// - Parameters:
  ///   - numbers: what is compared with the limit, or stands beside it.
  ///   - least: the fewest that are ever written.
  ///   - most: the most; 17 tell any two numbers of the size of a metric apart.
  package func places(telling numbers: [Double], least: Int = 3, most: Int = 17) -> Int {
    let others = numbers.filter { $0 != limit }
    return (least..<most).first { places in
      let text = decimal(limit, places: places)
      return others.allSatisfy { decimal($0, places: places) != text }
    } ?? most
  }
}
