extension ExampleFile {
  /// The statements with every key, as docs/statements.example.yaml has them.
  static let statements = ExampleFile(
    name: "statements.yaml",
    text: """
      # Statements: what only you can say of a model, for `ser-audit card --statements statements.yaml`. Take away the # of
      # a key and put your own words behind it; a key that is left out is shown as "Not stated". The card marks them as
      # your words, apart from what was measured, and sets the measured range beside any percentage. Unknown keys are
      # refused.

      format: 1

      # What the model is called, with its version.
      # name: "Tone of the line 1.2"

      # Who made it, and who answers for it.
      # owners: "Speech group, Example Ltd."

      # Where questions and complaints go.
      # contact: "tone@example.org"

      # The licence of the model: an identifier of the Hugging Face Hub where there is one (mit, apache-2.0, cc-by-nc-4.0),
      # or its name. Those of the recordings that it heard may limit it.
      # licence: cc-by-nc-4.0

      # What it is for, by whom, and on which speech.
      # intended-use: "Research on acted speech in English, by people who can read an audit."

      # What it must not be used for.
      # out-of-scope: "Judging, ranking or monitoring anybody, at work and in schools above all."

      # Who weighed consent and risks, when, and with what result.
      # ethical-review: "Ethics board of Example Ltd., May 2026: research only."

      # What is watched in use, by whom, and what makes the model go out of use.
      # monitoring: "The speech group audits each release again; one that fails is taken back."

      """)
}
