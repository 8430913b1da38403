import Mustache

/// A report as one HTML file: no network, no script, charts as inline SVG, light and dark.
public enum HTMLReport {
  /// The text of the file.
  public static func render(_ report: AuditReport) -> String {
    let page = HTMLPage(style: ThemeColour.css + htmlStyle, document: ReportDocument(report))
    return template.render(page)
  }

  /// The page as its template sees it.
  private struct HTMLPage {
    let style: String
    let document: ReportDocument
  }

  private static let template: MustacheTemplate = {
    MustacheContentTypes.register(MarkupContent(), named: "MARKUP")
    return parsedTemplate(htmlTemplate)
  }()

  /// Escapes what a template writes with `{{ }}`.
  private struct MarkupContent: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.markup(text) }
  }
}

/// A template of this module, whose syntax is a programmer's matter.
func parsedTemplate(_ text: String) -> MustacheTemplate {
  do { return try MustacheTemplate(string: text) } catch {
    preconditionFailure("a report template does not parse: \(error)")
  }
}
