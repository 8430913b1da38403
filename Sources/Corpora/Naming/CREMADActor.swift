/// What CREMA-D publishes about one of its 91 actors.
///
/// Contains information from CREMA-D's `VideoDemographics.csv`, which is made available under the
/// Open Database License (ODbL) 1.0; any rights in individual contents of the database are licensed
/// under the Database Contents License. `datasets/crema-d/demographics.csv` is the table itself
/// with its notice beside it.
struct CREMADActor: Sendable, Hashable {
  /// The actor with sex and age.
  let speaker: Speaker
  /// `Caucasian`, `African American` or `Asian`, in the publisher's words; `nil` where unknown.
  let race: String?
  /// `Hispanic` or `Not Hispanic`, in the publisher's words.
  let ethnicity: String

  /// The actors by the four digits of their numbers.
  static let byId: [String: CREMADActor] = {
    let codes = published.split { $0.isWhitespace }
    return Dictionary(
      codes.enumerated().compactMap { index, code in
        CREMADActor(code: String(code), number: 1001 + index).map { ("\(1001 + index)", $0) }
      }
    ) { first, _ in first }
  }()

  /// Reads an age in years and a letter each for sex, race and ethnicity.
  private init?(code: String, number: Int) {
    let letters = Array(code.suffix(3))
    guard letters.count == 3, let age = Int(code.dropLast(3)),
      let sex = ["M": "male", "F": "female"][letters[0]],
      let ethnicity = ["H": "Hispanic", "N": "Not Hispanic"][letters[2]]
    else { return nil }
    speaker = Speaker(id: "crema-d-\(number)", sex: sex, age: age, language: "en")
    race = ["C": "Caucasian", "A": "African American", "S": "Asian"][letters[1]]
    self.ethnicity = ethnicity
  }

  /// Actors 1001 to 1091: age, sex (M, F), race (C, A, S, or U for unknown) and ethnicity (H for
  /// Hispanic, N for not).
  private static let published = """
    51MCN 21FCN 21FCN 42FCN 29MAN 58FCN 38FAN 46FCN 24FCN 27FCN 32MCN 23FCN 22FCH 24MCN
    32MAN 61MCN 42MCN 25FCH 29MSN 61FCN 30FCN 22MCN 22MCN 59FCN 48FCN 33MCN 44MCN 57FCN
    33FAN 42FAN 31MCH 30MAN 31MCN 74MCN 48MCN 49MAN 45FCN 21MAN 51MAN 42MCN 42MCN 37MAN
    25FCH 40MCN 22MSN 22FCH 22FUH 38MCH 25FCH 62MAN 56MCN 33FCN 35FCN 36FCN 57FCN 52FAN
    25MCN 36FCN 21MAN 28FAN 51FAN 56MCN 33FAN 53MCN 38MCN 25MCN 66MCN 34MCN 27MCN 25MAN
    41MCN 33FSN 24FAH 31FAN 40FCN 25FCN 20MCN 21FCN 21FCH 21MAN 30MSN 20FCN 45MAN 46FCN
    34MSN 33MCN 62MCN 23MAN 24FCN 50MSN 29FSN
    """
}
