import Mustache

/// A report as Markdown with tables, as GitHub and most editors show it.
public enum MarkdownReport {
  /// The text of the file.
  public static func render(_ report: AuditReport) -> String {
    template.render(ReportDocument(report))
  }

  private static let template = parsedTemplate(markdownTemplate)
}
