import Foundation

/// A value as JSON with sorted keys, so that equal values give equal texts.
func jsonText(_ value: some Encodable) throws(TrainingError) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  guard let data = try? encoder.encode(value) else {
    throw .recipe(reason: "A number in the metadata is not finite, so it cannot be written.")
  }
  return String(decoding: data, as: UTF8.self)
}
