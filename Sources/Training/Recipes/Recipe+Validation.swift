import Configuration

/// Settings that code assigns are read as those of a file in which nothing is written, so that the
/// ranges of both stand in one place.
extension Recipe {
  /// Holds every setting to what a recipe file may say of it.
  ///
  /// - Throws: `ConfigurationError.refusedValue` that names the first setting that a file would be
  ///   refused for, what was found and what was expected.
  public func validate() throws(ConfigurationError) {
    var recipe = self
    let nothing = ConfigurationMapping(empty: "recipe")
    try recipe.readSizes(nothing)
    try recipe.readTraining(nothing)
  }

  /// `validate` for the features and the network alone, by which memory is laid out.
  func validateSizes() throws(ConfigurationError) {
    var recipe = self
    try recipe.readSizes(ConfigurationMapping(empty: "recipe"))
  }

  /// `validate` for a training, which has errors of its own.
  func requireValid() throws(TrainingError) {
    do throws(ConfigurationError) {
      try validate()
    } catch {
      throw .recipe(reason: error.description)
    }
  }
}
