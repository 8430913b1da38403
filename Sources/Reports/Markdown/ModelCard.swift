import Mustache

/// A model card in Markdown with a front matter as the Hugging Face Hub reads it, from a report and
/// the words of a team.
public enum ModelCard {
  /// What a card begins with, so that no other file is taken for one.
  public static let beginning = "---\n# Written by `ser-audit card`"

  /// The text of the file.
  public static func render(_ report: AuditReport, statements: CardStatements) -> String {
    CardFrontMatter.render(report, statements)
      + template.render(CardDocument(report, statements))
  }

  private static let template = parsedTemplate(cardTemplate)
}

/// The card below its front matter.
private let cardTemplate = """
  {{% CONTENT_TYPE: MARKDOWN }}
  # {{title}}

  {{#incomplete}}
  > **{{.}}**

  {{/incomplete}}
  {{subtitle}}

  {{#synthetic}}
  > **{{.}}**

  {{/synthetic}}
  **Verdict: {{verdict.headline}}.** {{verdict.detail}}

  {{#verdict}}
  {{#reasons}}
  - {{.}}
  {{#last()}}

  {{/last()}}
  {{/reasons}}
  {{/verdict}}
  {{#sections}}
  ## {{sectionTitle}}

  {{#fields}}
  - **{{fieldLabel}}.** {{#statedWords}}Stated by the team: {{.}}{{/statedWords}}\
  {{^statedWords}}**Not stated.** Here belongs {{wanted}} (`{{fieldKey}}`).{{/statedWords}}\
  {{#besideWords}} {{.}}{{/besideWords}}
  {{#last()}}

  {{/last()}}
  {{/fields}}
  {{#blocks}}
  \(markdownPieceTemplate)
  {{/blocks}}
  {{/sections}}

  """
