import ArgumentParser

/// How much is told on the way.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Tell errors and results alone.")
  var quiet = false

  @Flag(help: "Print one JSON object instead of text (docs/schema has its JSON Schema).")
  var json = false

  func console() -> Console { Console(isQuiet: quiet || json) }
}
