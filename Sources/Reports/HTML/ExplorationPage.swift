import Mustache

/// An exploration of a corpus as one HTML file and as Markdown.
public enum ExplorationPage {
  /// The HTML file: no network, no script, pictures inline, light and dark.
  public static func html(_ report: ExplorationReport) -> String {
    MustacheContentTypes.register(MarkupText(), named: "MARKUP")
    return parsedTemplate(explorationHTML).render(
      Page(style: ThemeColour.css + htmlStyle, document: ExplorationDocument(report)))
  }

  /// The Markdown file: pictures stand as their tables of numbers.
  public static func markdown(_ report: ExplorationReport) -> String {
    MustacheContentTypes.register(MarkdownText(), named: "MARKDOWN")
    return parsedTemplate(explorationMarkdown).render(ExplorationDocument(report))
  }

  private struct Page {
    let style: String
    let document: ExplorationDocument
  }

  private struct MarkupText: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.markup(text) }
  }

  private struct MarkdownText: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.markdown(text) }
  }
}

/// The page. `{{{ }}}` takes only style and drawings that this module made.
private let explorationHTML = """
  {{% CONTENT_TYPE: MARKUP }}
  <!doctype html>
  <html lang="en">
  {{#document}}
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>{{title}}</title>
  <style>
  {{{style}}}
  </style>
  </head>
  <body>
  {{#synthetic}}
  <p class="running" aria-hidden="true">{{.}}</p>
  {{/synthetic}}
  <header>
  <p class="eyebrow">ser-audit · exploration</p>
  <h1>{{title}}</h1>
  <p class="subtitle">{{subtitle}}</p>
  </header>
  <main>
  {{#synthetic}}
  <p class="synthetic main" role="note">{{.}}</p>
  {{/synthetic}}
  \(pageTemplate)
  </main>
  </body>
  {{/document}}
  </html>

  """

private let explorationMarkdown = """
  {{% CONTENT_TYPE: MARKDOWN }}
  # {{title}}

  {{subtitle}}

  {{#synthetic}}
  > **{{.}}**

  {{/synthetic}}
  \(sectionsTemplate)

  """
