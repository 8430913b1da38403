/// One sound of speech: where the resonances stand and what drives them.
struct Phoneme: Sendable {
  enum Manner: Sendable {
    /// Vowels, glides and liquids; nasals are the weak ones.
    case voiced(level: Double)
    /// A hiss at a centre in Hz; `voicing` is the level of the pulses under it.
    case fricative(centre: Double, level: Double, voicing: Double)
    /// Closure, burst at a centre in Hz, and breath after it unless it is voiced.
    case stop(centre: Double, isVoiced: Bool)
    /// Breath through the open tract.
    case breath
  }

  let symbol: String
  let manner: Manner
  /// The first three formants at the beginning, in Hz, of a vocal tract with scale 1.
  let start: [Double]
  /// The first three formants at the end; differs from `start` in diphthongs.
  let end: [Double]
  /// The length at rate 1, in seconds.
  let seconds: Double

  /// The phoneme of a symbol of the ARPAbet, or `nil` where the table has none.
  init?(symbol: String) {
    guard let phoneme = Self.table[symbol] else { return nil }
    self = phoneme
  }

  private init(
    _ symbol: String, _ manner: Manner, _ start: [Double], to end: [Double]? = nil,
    seconds: Double
  ) {
    self.symbol = symbol
    self.manner = manner
    self.start = start
    self.end = end ?? start
    self.seconds = seconds
  }

  private static let table = Dictionary(
    uniqueKeysWithValues: (vowels + sonorants + fricatives + stops).map { ($0.symbol, $0) })

  /// Formants after Peterson & Barney (1952) and Klatt (1980), rounded.
  private static let vowels = [
    Phoneme("IY", .voiced(level: 1), [280, 2250, 2900], seconds: 0.16),
    Phoneme("IH", .voiced(level: 1), [400, 1920, 2560], seconds: 0.13),
    Phoneme("EH", .voiced(level: 1), [550, 1770, 2490], seconds: 0.15),
    Phoneme("AE", .voiced(level: 1), [690, 1660, 2430], seconds: 0.19),
    Phoneme("AA", .voiced(level: 1), [710, 1100, 2540], seconds: 0.19),
    Phoneme("AO", .voiced(level: 1), [590, 880, 2540], seconds: 0.18),
    Phoneme("UH", .voiced(level: 1), [450, 1030, 2380], seconds: 0.13),
    Phoneme("UW", .voiced(level: 1), [310, 950, 2250], seconds: 0.16),
    Phoneme("AH", .voiced(level: 1), [620, 1220, 2550], seconds: 0.12),
    Phoneme("ER", .voiced(level: 1), [470, 1270, 1540], seconds: 0.16),
    Phoneme("EY", .voiced(level: 1), [480, 1850, 2520], to: [330, 2150, 2700], seconds: 0.18),
    Phoneme("AY", .voiced(level: 1), [680, 1150, 2500], to: [380, 1950, 2600], seconds: 0.21),
    Phoneme("OW", .voiced(level: 1), [540, 1050, 2400], to: [380, 850, 2350], seconds: 0.19),
    Phoneme("AW", .voiced(level: 1), [690, 1250, 2500], to: [420, 900, 2400], seconds: 0.21),
    Phoneme("OY", .voiced(level: 1), [560, 850, 2450], to: [380, 1900, 2550], seconds: 0.22),
  ]

  private static let sonorants = [
    Phoneme("W", .voiced(level: 0.6), [300, 650, 2200], seconds: 0.08),
    Phoneme("Y", .voiced(level: 0.6), [270, 2200, 3000], seconds: 0.07),
    Phoneme("R", .voiced(level: 0.65), [330, 1100, 1450], seconds: 0.08),
    Phoneme("L", .voiced(level: 0.65), [340, 1050, 2850], seconds: 0.08),
    Phoneme("M", .voiced(level: 0.35), [260, 1000, 2200], seconds: 0.09),
    Phoneme("N", .voiced(level: 0.35), [260, 1550, 2500], seconds: 0.09),
    Phoneme("NG", .voiced(level: 0.35), [260, 2000, 2550], seconds: 0.1),
    Phoneme("HH", .breath, [500, 1500, 2500], seconds: 0.07),
  ]

  private static let fricatives = [
    Phoneme("S", .fricative(centre: 5600, level: 1, voicing: 0), [330, 1600, 2600], seconds: 0.13),
    Phoneme(
      "Z", .fricative(centre: 5600, level: 0.6, voicing: 0.35), [300, 1600, 2600], seconds: 0.1),
    Phoneme(
      "SH", .fricative(centre: 2900, level: 1, voicing: 0), [330, 1800, 2500], seconds: 0.13),
    Phoneme(
      "F", .fricative(centre: 6500, level: 0.3, voicing: 0), [330, 1000, 2300], seconds: 0.11),
    Phoneme(
      "V", .fricative(centre: 6500, level: 0.15, voicing: 0.45), [300, 1000, 2300], seconds: 0.08),
    Phoneme(
      "TH", .fricative(centre: 6000, level: 0.25, voicing: 0), [330, 1350, 2550], seconds: 0.11),
    Phoneme(
      "DH", .fricative(centre: 6000, level: 0.12, voicing: 0.5), [300, 1350, 2550], seconds: 0.06),
  ]

  private static let stops = [
    Phoneme("P", .stop(centre: 900, isVoiced: false), [300, 900, 2200], seconds: 0.13),
    Phoneme("B", .stop(centre: 900, isVoiced: true), [250, 900, 2200], seconds: 0.09),
    Phoneme("T", .stop(centre: 4500, isVoiced: false), [300, 1750, 2650], seconds: 0.13),
    Phoneme("D", .stop(centre: 4000, isVoiced: true), [250, 1750, 2650], seconds: 0.09),
    Phoneme("K", .stop(centre: 2000, isVoiced: false), [300, 1950, 2300], seconds: 0.14),
    Phoneme("G", .stop(centre: 2000, isVoiced: true), [250, 1950, 2300], seconds: 0.1),
    Phoneme("CH", .stop(centre: 2900, isVoiced: false), [300, 1800, 2500], seconds: 0.16),
    Phoneme("JH", .stop(centre: 2900, isVoiced: true), [250, 1800, 2500], seconds: 0.12),
  ]
}
