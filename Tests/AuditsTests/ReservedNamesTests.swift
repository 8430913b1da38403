import Audits
import Calibration
import Fairness
import Testing

@Suite("Names of attributes under which ledgers keep what is of no group")
struct ReservedNamesTests {
  @Test("are taken before any column of a manifest is read")
  func taken() {
    let names = [
      SeedEnsemble.attribute, SeedSpread.attribute, SeedSpread.together.attribute,
      CalibrationTransfer.attribute, ConformalCoverage.attribute,
    ]
    #expect(Attribute.reservedNames.isSuperset(of: names), "\(names)")
  }
}
