/// The document. Charts stand as their tables of numbers, and a sentence on what there is to see.
let markdownTemplate = """
  {{% CONTENT_TYPE: MARKDOWN }}
  # {{title}}

  {{subtitle}}

  {{#synthetic}}
  > **{{.}}**

  {{/synthetic}}
  ## Verdict: {{verdict.headline}}

  {{verdict.detail}}

  {{#verdict}}
  {{#reasons}}
  - {{.}}
  {{#last()}}

  {{/last()}}
  {{/reasons}}
  {{/verdict}}
  \(sectionsTemplate)

  """

/// The sections of a document.
let sectionsTemplate = """
  {{#sections}}
  ## {{title}}

  {{#synthetic}}
  > {{.}}

  {{/synthetic}}
  {{#blocks}}
  \(markdownPieceTemplate)
  {{#fold}}
  <details>
  <summary>{{foldTitle}}</summary>

  {{#folded}}
  \(markdownPieceTemplate)
  {{/folded}}
  </details>

  {{/fold}}
  {{/blocks}}
  {{/sections}}
  """

/// A piece of a section that is not folded.
let markdownPieceTemplate = """
  {{#paragraph}}
  {{.}}

  {{/paragraph}}
  {{#note}}
  {{.}}

  {{/note}}
  {{#list}}
  - {{.}}
  {{#last()}}

  {{/last()}}
  {{/list}}
  {{#table}}
  \(tableTemplate)
  {{/table}}
  {{#tables}}
  {{#members}}
  \(tableTemplate)
  {{/members}}
  {{/tables}}
  {{#findings}}
  \(findingTemplate)
  {{/findings}}
  {{#figures}}
  {{#figures}}
  ### {{#isLeaky}}**LEAKY** {{/isLeaky}}{{title}}

  {{description}}

  {{#numbers}}
  \(tableTemplate)
  {{/numbers}}
  {{/figures}}
  {{/figures}}
  """

private let findingTemplate = """
  - {{symbol}} **{{status}}** {{check}}: {{subject}}. {{message}}
  {{#measured}}
    Measured: {{.}}.
  {{/measured}}
  {{#limit}}
    Limit: {{.}}
  {{/limit}}
  {{#advice}}
    Next: {{.}}
  {{/advice}}
  {{#last()}}

  {{/last()}}
  """

private let tableTemplate = """
  {{#isLeaky}}**LEAKY** {{/isLeaky}}{{caption}}:

  |{{#header}} {{text}} |{{/header}}
  |{{#header}}{{#isNumber}}---:{{/isNumber}}{{^isNumber}}---{{/isNumber}}|{{/header}}
  {{#rows}}
  | {{#isLeaky}}**LEAKY** {{/isLeaky}}{{head.text}} |{{#cells}} {{text}} |{{/cells}}
  {{/rows}}

  """
