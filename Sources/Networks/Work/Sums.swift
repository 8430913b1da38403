/// The sum of products, in eight interleaved parts that the compiler keeps in registers.
func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
  let whole = count / 8 * 8
  var sum = Eight.zero
  for index in stride(from: 0, to: whole, by: 8) { sum += Eight(a + index) * Eight(b + index) }
  var rest = sum.sum()
  for index in whole..<count { rest += a[index] * b[index] }
  return rest
}

/// The sum of squares, in double: floats are summed in runs short enough to lose nothing.
package func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
  let run = 64 * 8
  var total = 0.0
  for start in stride(from: 0, to: count, by: run) {
    var sum = Eight.zero
    for index in stride(from: start, to: min(start + run, count), by: 8) {
      let part = Eight(values + index, count: count - index)
      sum += part * part
    }
    for lane in sum.indices { total += Double(sum[lane]) }
  }
  return total
}

/// Adds `parts` neighbouring arrays of `count`, in order, into the one that follows them.
func addInOrder(_ parts: UnsafeMutablePointer<Double>, parts number: Int, count: Int)
  -> UnsafeMutablePointer<Double>
{
  let total = parts + number * count
  total.update(repeating: 0, count: count)
  for part in 0..<number {
    for index in 0..<count { total[index] += parts[part * count + index] }
  }
  return total
}
