extension Threshold {
  /// The fewest decimals at which none of some numbers reads like the limit unless it is the limit.
  ///
  /// - Parameters:
  ///   - numbers: what is compared with the limit, or stands beside it.
  ///   - least: the fewest that are ever written.
  ///   - most: the most; 17 tell any two numbers of the size of a metric apart.
  ///   - text: how a number is written with some decimals.
  package func places(
    telling numbers: [Double], least: Int = 3, most: Int = 17,
    by text: (Double, Int) -> String = decimal(_:places:)
  ) -> Int {
    let others = numbers.filter { abs($0 - limit) > Self.rounding }
    return (least..<most).first { places in
      let written = text(limit, places)
      return others.allSatisfy { text($0, places) != written }
    } ?? most
  }
}
