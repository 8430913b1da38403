import Corpora
import Reports
import Testing

@Suite("What figures are called for those who cannot see them")
struct DrawingNameTests {
  private func curve(_ origin: Origin) -> RobustnessCurve {
    RobustnessCurve(
      origin: origin, perturbation: "noise", cleanUAR: Measure(0.8), cleanAccuracy: .undetermined,
      chance: nil,
      points: [(1, 0.4), (2, 0.6)].map {
        .init(severity: $0, accuracy: .undetermined, uar: Measure($1), retention: nil)
      })
  }

  private func attention(_ origin: Origin) -> AttentionSummary {
    AttentionSummary(
      origin: origin, lines: [.init(speaker: "YAF", emotion: .sad, weights: [1, 2], count: 1)])
  }

  private func names(_ page: Page, of id: String) throws -> [String] {
    try page.drawings(of: id).compactMap { $0.svg.attributes["aria-label"] }
  }

  @Test("Curves of an honest split and of one that leaks have names of their own")
  func curves() throws {
    let page = try Page { $0.robustness = [curve(.of()), curve(.of(.random))] }
    let end = "OAF → YAF: .80 on clean audio, lowest .40."
    #expect(
      try names(page, of: "robustness") == [
        "UAR by severity of noise. speaker-disjoint · \(end)",
        "UAR by severity of noise. LEAKY: random · \(end)",
      ])
  }

  @Test("The matrices of speakers who are recognised alike have names of their own")
  func speakers() throws {
    let counts = Emotion.allCases.indices.map { truth in
      Emotion.allCases.indices.map { $0 == truth ? 10 : 0 }
    }
    let speakers = [nil, "OAF", "YAF"]
    let page = try Page {
      $0.confusions = speakers.map {
        ConfusionTable(origin: .of(.random), speaker: $0, counts: counts)
      }
    }
    let names = try names(page, of: "confusions")
    #expect(names.count == 3 && Set(names).count == 3)
    for (name, speaker) in zip(names, speakers) {
      #expect(name.hasPrefix("Confusion matrix, LEAKY: random · OAF → YAF"))
      #expect(name.contains("speaker \(speaker ?? "")") == (speaker != nil), "\(name)")
    }
  }

  @Test("The heading and the table of a figure that leaks say so, and only of such")
  func stamps() throws {
    let page = try Page {
      $0.robustness = [curve(.of()), curve(.of(.random))]
      $0.attention = [attention(.of()), attention(.of(.random))]
    }
    for id in ["robustness", "attention"] {
      let figures = try page.section(id).all("figure")
      #expect(figures.count == 2)
      for figure in figures {
        for name in ["h3", "caption"] {
          let stamps = figure.all(name).flatMap { $0.all(class: "stamp") }.count
          #expect(stamps == (figure.has("leaky") ? 1 : 0), "\(id), \(name)")
        }
      }
    }
  }
}
