import Configuration

/// The error of what is read of a text, or `nil` where it can be.
func configurationError(
  _ text: String, _ read: (ConfigurationMapping) throws -> Void
) -> ConfigurationError? {
  do {
    try read(ConfigurationReader(text: text, source: "x").root)
    return nil
  } catch {
    return error as? ConfigurationError
  }
}
