/// Who speaks: an identifier and what the corpus publishes about the person.
///
/// `sex`, `age` and `language` are `nil` where the corpus says nothing; nothing is guessed.
public struct Speaker: Codable, Sendable, Hashable, Identifiable {
  /// The identifier of the corpus' publisher, for example `OAF` or `ravdess-01`.
  public let id: String
  /// `female` or `male`, as published.
  public let sex: String?
  /// Age in years at the time of recording, as published.
  public let age: Int?
  /// A BCP 47 language tag such as `en-CA`.
  public let language: String?

  /// Creates a speaker from published facts.
  public init(id: String, sex: String? = nil, age: Int? = nil, language: String? = nil) {
    self.id = id
    self.sex = sex
    self.age = age
    self.language = language
  }
}
