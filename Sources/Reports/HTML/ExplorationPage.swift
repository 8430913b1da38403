import Mustache

/// An exploration of a corpus as one HTML file and as Markdown.
public enum ExplorationPage {
  /// The HTML file: no network, no script, pictures inline, light and dark.
  public static func html(_ report: ExplorationReport) -> String {
    page.render(HTMLPage(document: ExplorationDocument(report)))
  }

  /// The Markdown file: pictures stand as their tables of numbers.
  public static func markdown(_ report: ExplorationReport) -> String {
    text.render(ExplorationDocument(report))
  }

  private static let page = parsedTemplate(htmlTemplate(of: "exploration"))
  private static let text = parsedTemplate(explorationMarkdown)
}

private let explorationMarkdown = """
  {{% CONTENT_TYPE: MARKDOWN }}
  # {{title}}

  {{subtitle}}

  {{#synthetic}}
  > **{{.}}**

  {{/synthetic}}
  \(sectionsTemplate)

  """
