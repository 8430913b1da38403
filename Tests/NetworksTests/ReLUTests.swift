import Networks
import Testing

@Suite struct ReLUTests {
  @Test func whatIsNegativeBecomes0AndWhatIsNotANumberStaysSo() {
    var values: [Float] = [-1, 2, .nan, 0, -.infinity, .infinity, 5]
    rectify(&values, count: 6)
    #expect(values[2].isNaN)
    values[2] = 3
    #expect(values == [0, 2, 3, 0, 0, .infinity, 5])
  }
}
