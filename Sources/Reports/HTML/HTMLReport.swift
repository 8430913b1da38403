import Mustache

/// A report as one HTML file: no network, no script, charts as inline SVG, light and dark.
public enum HTMLReport {
  /// The text of the file.
  public static func render(_ report: AuditReport) -> String {
    template.render(HTMLPage(document: ReportDocument(report)))
  }

  private static let template = parsedTemplate(reportHTML)
}
