/// The version of the suite.
enum Version {
  static let current = "0.7.0"
}
