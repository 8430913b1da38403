/// A colour of the page by what it is for, in the light and the dark theme.
///
/// Text colours keep a contrast of at least 4.5 to every background they stand on, and lines of at
/// least 3 (WCAG 2.2 AA); the series differ for all common kinds of colour vision and by dash and
/// marker besides.
struct ThemeColour {
  let name: String
  let light: String
  let dark: String

  static let all: [ThemeColour] = [
    .init(name: "paper", light: "#ffffff", dark: "#0f1419"),
    .init(name: "ground", light: "#f5f7f9", dark: "#182028"),
    .init(name: "ink", light: "#15202b", dark: "#e8ecf1"),
    .init(name: "muted", light: "#526070", dark: "#a3b0bd"),
    .init(name: "rule", light: "#d8dee6", dark: "#2c3743"),
    .init(name: "accent", light: "#0b5fa5", dark: "#6cb4f5"),
    .init(name: "passed", light: "#0a6437", dark: "#63d392"),
    .init(name: "passed-ground", light: "#e8f6ee", dark: "#10281b"),
    .init(name: "failed", light: "#a3211b", dark: "#ff9a91"),
    .init(name: "failed-ground", light: "#fdefed", dark: "#331716"),
    .init(name: "undetermined", light: "#744700", dark: "#f2bf5e"),
    .init(name: "undetermined-ground", light: "#fff5de", dark: "#2d2310"),
    .init(name: "leaky", light: "#6d1b7e", dark: "#e2a9f1"),
    .init(name: "leaky-ground", light: "#f8ebfb", dark: "#2c1833"),
    .init(name: "heat-right", light: "#76acdf", dark: "#1f5f9e"),
    .init(name: "heat-wrong", light: "#f0a070", dark: "#8a3d12"),
    .init(name: "series-1", light: "#0072b2", dark: "#56b4e9"),
    .init(name: "series-2", light: "#c2410c", dark: "#ff8a4c"),
    .init(name: "series-3", light: "#00795a", dark: "#3ccfa0"),
    .init(name: "series-4", light: "#9b4f96", dark: "#e08cd9"),
    .init(name: "series-5", light: "#856000", dark: "#e6b93d"),
    .init(name: "series-6", light: "#3f4c5a", dark: "#b7c2ce"),
  ]

  /// The colours as custom properties of the page; paper prints light.
  static var css: String {
    func properties(_ value: (ThemeColour) -> String) -> String {
      all.map { "--\($0.name):\(value($0))" }.joined(separator: ";")
    }
    return """
      :root{color-scheme:light dark;\(properties(\.light))}
      @media screen and (prefers-color-scheme:dark){:root{\(properties(\.dark))}}

      """
  }
}
