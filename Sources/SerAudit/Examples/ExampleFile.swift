/// A commented file to begin with.
struct ExampleFile {
  /// What the file is called.
  let name: String
  /// What stands in it.
  let text: String
}
