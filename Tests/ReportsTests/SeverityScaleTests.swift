import Corpora
import Metrics
import Reports
import Testing

@Suite("What the severities of a perturbation stand for")
struct SeverityScaleTests {
  /// A curve of a model with skill, with what is left of it from severity 1 on.
  private func curve(
    _ name: String, _ retentions: [Double], _ scale: RobustnessCurve.Scale? = nil,
    seed: Int? = nil, isUnfelt: Bool = false
  ) -> RobustnessCurve {
    var curve = RobustnessCurve(
      origin: .of(note: seed.map { "seed \($0)" }, isRepetition: (seed ?? 0) > 0),
      perturbation: name, cleanUAR: .about(0.5, 0.1), cleanAccuracy: .undetermined, chance: 0.25,
      points: zip(1..., retentions).map {
        .init(
          severity: $0, accuracy: .undetermined, uar: Measure(0.25 + $1 / 4), retention: $1,
          count: 9)
      })
    curve.scale = scale
    curve.isUnfelt = isUnfelt
    return curve
  }

  private let noise = RobustnessCurve.Scale(unit: "dB SNR", values: [30, 20, 15, 10, 5])
  private let falling = [0.9, 0.8, 0.7, 0.6, 0.5]

  private func ticks(_ scale: RobustnessCurve.Scale?) throws -> [String] {
    let page = try Page { $0.robustness = [curve("c", falling, scale)] }
    let svg = try #require(
      try page.section("robustness").all("svg").first { $0.attributes["aria-hidden"] != "true" })
    return svg.all("text").map(\.text)
  }

  @Test("They stand below the axis with their unit, and numbers where nothing is known")
  func axis() throws {
    let texts = try ticks(noise)
    for text in ["clean", "30", "20", "15", "10", "5", "severity 1 to 5, in dB SNR"] {
      #expect(texts.contains(text), "\(text)")
    }
    let unknown = try ticks(nil)
    for text in ["clean", "1", "5", "severity"] { #expect(unknown.contains(text), "\(text)") }
    let others = try ticks(.init(unit: "u", values: [-18, 0.5, 7_000, 1 / 0.95, 0.05]))
    for text in ["−18", ".5", "7,000", "1.05", ".05"] { #expect(others.contains(text), "\(text)") }
    let short = try ticks(.init(unit: "u", values: [30]))
    for text in ["30", "2", "5"] { #expect(short.contains(text), "\(text)") }
  }

  @Test("The table, the caption and the summary name them beside the severity")
  func words() throws {
    let page = try Page { $0.robustness = [curve("noise", falling, noise)] }
    #expect(
      try page.rows(of: "Accuracy and UAR by perturbation").map { $0[1] } == [
        "0", "1: 30 dB SNR", "2: 20 dB SNR", "3: 15 dB SNR", "4: 10 dB SNR", "5: 5 dB SNR",
      ])
    let text = try page.section("robustness").text
    #expect(text.contains("least is left under noise at severity 5 (5 dB SNR) for OAF → YAF: 50"))
    #expect(text.contains("What is lost need not grow with severity."))
    #expect(
      try page.details() == [
        "Under noise at severity 5 (5 dB SNR), 50\u{A0}% of the skill above chance on clean audio is "
          + "left for OAF → YAF (n = 9)."
      ])
  }

  @Test("Beside the least mean stands the least of any single training, wherever it is")
  func leastOfAny() throws {
    let curves = [
      curve("noise", [1, 1, 1, 0.72, 0.86], noise, seed: 0),
      curve("noise", [1, 1, 1, 0.88, 0.8], noise, seed: 1),
      curve("hum", [0.63, 1, 1, 1, 1], noise, seed: 0),
      curve("hum", [1.1, 1, 1, 1, 1], noise, seed: 1),
    ]
    let page = try Page { $0.robustness = curves }
    let single =
      " A single training keeps as little as 63\u{A0}%, for OAF → YAF · seed 0 under hum at severity "
      + "1 (30 dB SNR)."
    #expect(
      try page.details() == [
        "Under noise at severity 4 (10 dB SNR), on average 80\u{A0}% of the skill above chance on "
          + "clean audio is left for OAF → YAF (n = 9; 72\u{A0}% to 88\u{A0}% in 2 trainings), the "
          + "largest loss under 2 perturbations." + single
      ])
    #expect(try page.section("robustness").text.contains(single))
    let noHum = try Page { $0.robustness = Array(curves.prefix(2)) }
    #expect(try !noHum.details().joined().contains("as little"), "the least is in the range")
    let whole = try Page {
      $0.robustness = [curve("hum", [0.9], seed: 0), curve("hum", [1.1], seed: 1)]
    }
    #expect(
      try whole.details() == [
        "The perturbation hum costs no skill at any severity on average over 2 trainings. A single "
          + "training keeps as little as 90\u{A0}%, for OAF → YAF · seed 0 under hum at severity 1."
      ])
  }

  @Test("What features cannot hear is no robustness, and is said where the numbers bear it out")
  func unfelt() throws {
    let sentence = " Features do not depend on level, so gain-up and gain-down cannot matter."
    let gains = ["gain-up", "gain-down"].map { curve($0, [1, 1], isUnfelt: true) }
    let felt = [curve("noise", falling, noise), curve("hum", [0.9])]
    let page = try Page { $0.robustness = felt + gains }
    #expect(
      try page.details().joined().hasSuffix(
        "(n = 9), the largest loss under 2 perturbations.\(sentence)"))
    let caption = try page.section("robustness").text
    #expect(caption.contains("most is left under hum even at its worst"))
    #expect(caption.contains("dashed line is chance.\(sentence)"))
    for others in [
      ["gain-up", "gain-down"].map { curve($0, [1, 1]) },
      ["gain-up", "gain-down"].map { curve($0, [1, 0.9], isUnfelt: true) },
    ] {
      let text = try Page { $0.robustness = felt + others }.root.text
      #expect(!text.contains("cannot matter"))
    }
    let alone = try Page { $0.robustness = gains }
    #expect(try alone.details().isEmpty && alone.section("robustness").text.contains(sentence))
  }
}
