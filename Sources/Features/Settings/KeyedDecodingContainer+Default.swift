extension KeyedDecodingContainer {
  /// Reads a value where its key is written, and leaves the default where it is not: settings that
  /// a model carries are read though later versions know more keys.
  package func read<Value: Decodable>(_ key: Key, into value: inout Value) throws {
    if let found = try decodeIfPresent(Value.self, forKey: key) { value = found }
  }
}
