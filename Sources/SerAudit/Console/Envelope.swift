/// The one object that `--json` prints.
struct Envelope: Encodable {
  private let schema: String
  private let command: String
  private let version = Version.current
  private let status: String
  private let exitCode: Int32
  private let run: String?
  private let models: [ChosenModel.Facts]
  private let data: any Encodable

  init(command: String, result: CommandResult) {
    schema = "ser-audit/1/" + command.replacing(" ", with: "-")
    self.command = command
    status = result.status.word
    exitCode = result.status.rawValue
    run = result.run
    models = result.models.map(\.facts)
    data = result.data
  }

  init(command: String, failure: CommandFailure) {
    self.init(
      command: command,
      result: CommandResult(
        status: failure.status, text: failure.message, data: ["error": failure.message]))
  }

  private enum CodingKeys: CodingKey {
    case schema, command, version, status, exitCode, run, models, data
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(command, forKey: .command)
    try container.encode(version, forKey: .version)
    try container.encode(status, forKey: .status)
    try container.encode(exitCode, forKey: .exitCode)
    try container.encode(run, forKey: .run)
    if !models.isEmpty { try container.encode(models, forKey: .models) }
    try data.encode(to: container.superEncoder(forKey: .data))
  }

  /// Writes the object to standard output.
  func print() throws {
    try Console(isQuiet: false).print(try JSONText.indented(self))
  }
}
