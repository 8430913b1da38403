/// A page as its template sees it.
struct HTMLPage<Document> {
  let style = ThemeColour.css + htmlStyle
  let document: Document
}

/// The page of a report.
let reportHTML = htmlTemplate(
  of: "report", title: "{{title}}: {{verdict.headline}}",
  opening: """
    <section id="verdict" class="verdict {{verdict.status}}" aria-labelledby="verdict-title">
    {{#verdict}}
    <h2 id="verdict-title"><span class="kicker">Verdict</span> {{headline}}</h2>
    <p class="detail">{{detail}}</p>
    {{#reasons}}
    {{#first()}}<ul class="detail prose">
    {{/first()}}
    <li>{{.}}</li>
    {{#last()}}</ul>
    {{/last()}}
    {{/reasons}}
    {{/verdict}}
    </section>

    """)

/// A page. `{{{ }}}` takes only style and drawings that this module made.
///
/// - Parameters:
///   - kind: what stands above the title.
///   - title: the title of the window.
///   - opening: what stands before the list of sections, with the line feed that ends it.
func htmlTemplate(
  of kind: String, title: String = "{{title}}", opening: String = ""
) -> String {
  """
  {{% CONTENT_TYPE: MARKUP }}
  <!doctype html>
  <html lang="en">
  {{#document}}
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>\(title)</title>
  <style>
  {{{style}}}
  </style>
  </head>
  <body>
  {{#synthetic}}
  <p class="running" aria-hidden="true">{{.}}</p>
  {{/synthetic}}
  <header>
  <p class="eyebrow">ser-audit · \(kind)</p>
  <h1>{{title}}</h1>
  <p class="subtitle">{{subtitle}}</p>
  </header>
  <main>
  {{#synthetic}}
  <p class="synthetic main" role="note">{{.}}</p>
  {{/synthetic}}
  \(opening)\(pageTemplate)
  </main>
  </body>
  {{/document}}
  </html>

  """
}

/// The list of sections, and the sections.
private let pageTemplate = """
  <nav aria-label="Sections">
  <ul>
  {{#sections}}
  <li><a href="#{{id}}">{{short}}</a></li>
  {{/sections}}
  </ul>
  </nav>
  {{#sections}}
  <section id="{{id}}" aria-labelledby="{{id}}-title">
  <h2 id="{{id}}-title">{{title}}</h2>
  {{#synthetic}}
  <p class="synthetic">{{.}}</p>
  {{/synthetic}}
  {{#blocks}}
  \(blockTemplate)
  {{/blocks}}
  </section>
  {{/sections}}
  """

private let findingTemplate = """
  <li class="finding {{status}}">
  <p class="claim"><span class="badge {{status}}"><span aria-hidden="true">{{symbol}}</span> \
  {{status}}</span> <strong>{{check}}</strong> <span class="subject">{{subject}}</span></p>
  <p>{{message}}</p>
  {{#measured}}
  <p class="fine">Measured: {{.}}</p>
  {{/measured}}
  {{#limit}}
  <p class="fine">Limit: {{.}}</p>
  {{/limit}}
  {{#advice}}
  <p class="fine">Next: {{.}}</p>
  {{/advice}}
  </li>
  """

private let tableTemplate = """
  <div class="scroll" role="group" tabindex="0" aria-label="{{#isLeaky}}LEAKY: {{/isLeaky}}{{caption}}">
  <table{{#isWide}} class="wide"{{/isWide}}>
  <caption><span class="caption">{{#isLeaky}}<span class="stamp">LEAKY</span> {{/isLeaky}}{{caption}}\
  </span></caption>
  <thead><tr>{{#header}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>\
  {{/header}}</tr></thead>
  <tbody>
  {{#rows}}
  <tr{{#isLeaky}} class="leaky"{{/isLeaky}}><th scope="row">{{#isLeaky}}<span class="stamp">LEAKY\
  </span> {{/isLeaky}}{{head.text}}</th>{{#cells}}<td\
  {{#look}} class="{{.}}"{{/look}}>{{text}}</td>\
  {{/cells}}</tr>
  {{/rows}}
  </tbody>
  </table>
  </div>
  """

/// A piece of a section.
private let blockTemplate = """
  \(pieceTemplate)
  {{#fold}}
  <details class="fold">
  <summary>{{foldTitle}}</summary>
  {{#folded}}
  \(pieceTemplate)
  {{/folded}}
  </details>
  {{/fold}}
  """

/// A piece that is not folded.
private let pieceTemplate = """
  {{#paragraph}}
  <p class="prose">{{.}}</p>
  {{/paragraph}}
  {{#note}}
  <p class="fine">{{.}}</p>
  {{/note}}
  {{#list}}
  {{#first()}}<ul class="prose">
  {{/first()}}
  <li>{{.}}</li>
  {{#last()}}</ul>
  {{/last()}}
  {{/list}}
  {{#table}}
  \(tableTemplate)
  {{/table}}
  {{#tables}}
  <div class="figures tables">
  {{#members}}
  \(tableTemplate)
  {{/members}}
  </div>
  {{/tables}}
  {{#findings}}
  {{#first()}}<ul class="findings">
  {{/first()}}
  \(findingTemplate)
  {{#last()}}</ul>
  {{/last()}}
  {{/findings}}
  {{#figures}}
  <div class="figures{{#isWide}} one{{/isWide}}">
  {{#figures}}
  <figure{{#isLeaky}} class="leaky"{{/isLeaky}}>
  <figcaption><h3>{{#isLeaky}}<span class="stamp">LEAKY</span> {{/isLeaky}}{{title}}</h3>
  </figcaption>
  <div class="panels {{arrangement}}">
  {{#panels}}
  <div class="panel {{fit}}">
  {{#heading}}
  <p class="heading">{{.}}</p>
  {{/heading}}
  {{{svg}}}
  </div>
  {{/panels}}
  </div>
  {{#legend}}
  {{#first()}}<ul class="legend">
  {{/first()}}
  <li>{{{svg}}} {{label}}</li>
  {{#last()}}</ul>
  {{/last()}}
  {{/legend}}
  <p class="fine">{{description}}</p>
  {{#numbers}}
  <details>
  <summary>The numbers: {{title}}</summary>
  \(tableTemplate)
  </details>
  {{/numbers}}
  </figure>
  {{/figures}}
  </div>
  {{/figures}}
  """
