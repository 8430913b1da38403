/// The greater of each of `count` values and 0, in place; what is not a number stays so.
package func rectify(_ values: Floats, count: Int) {
  for index in 0..<count where values[index] < 0 { values[index] = 0 }
}
