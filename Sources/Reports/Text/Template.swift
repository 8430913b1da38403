import Mustache

/// A template of this module, whose syntax is a programmer's matter.
func parsedTemplate(_ text: String) -> MustacheTemplate {
  contentTypes
  do { return try MustacheTemplate(string: text) } catch {
    preconditionFailure("a report template does not parse: \(error)")
  }
}

/// Says once how what a template writes with `{{ }}` is escaped.
private let contentTypes: Void = {
  MustacheContentTypes.register(Markup(), named: "MARKUP")
  MustacheContentTypes.register(Markdown(), named: "MARKDOWN")
}()

private struct Markup: MustacheContentType {
  func escapeText(_ text: String) -> String { Escaping.page(text) }
}

private struct Markdown: MustacheContentType {
  func escapeText(_ text: String) -> String { Escaping.markdown(text) }
}
