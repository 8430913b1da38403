import Corpora
import Testing

@Suite("The hash of what is said of recordings")
struct LabelHashTests {
  private static func corpus(
    _ speaker: Speaker = Speaker(id: "s", sex: "female", age: 30, language: "en"),
    root: String = "/a", path: String = "1.wav", saying other: Utterance? = nil
  ) -> Corpus {
    let first = other ?? utterance(path: path)
    let second = Utterance(
      id: "2", corpus: "mine", speaker: "s", emotion: .fear, word: "b", path: "2.wav")
    return Corpus(name: "mine", root: root, utterances: [second, first], speakers: [speaker])
  }

  private static func utterance(
    speaker: String = "s", emotion: Emotion = .sad, word: String? = "a", path: String = "1.wav",
    attributes: [String: String] = ["room": "x"], parent: String? = "0"
  ) -> Utterance {
    Utterance(
      id: "1", corpus: "mine", speaker: speaker, emotion: emotion, word: word, path: path,
      attributes: attributes, parent: parent)
  }

  @Test("changes with each of them, and with nothing else")
  func fields() {
    let variants = [
      Self.corpus(), Self.corpus(Speaker(id: "s", sex: "male", age: 30, language: "en")),
      Self.corpus(Speaker(id: "s", sex: "female", age: 31, language: "en")),
      Self.corpus(Speaker(id: "s", sex: "female", age: 30, language: "de")),
      Self.corpus(saying: Self.utterance(speaker: "t")),
      Self.corpus(saying: Self.utterance(emotion: .happy)),
      Self.corpus(saying: Self.utterance(word: "c")),
      Self.corpus(saying: Self.utterance(word: nil)),
      Self.corpus(saying: Self.utterance(attributes: ["room": "y"])),
      Self.corpus(saying: Self.utterance(attributes: ["roo": "mx"])),
      Self.corpus(saying: Self.utterance(attributes: [:])),
      Self.corpus(saying: Self.utterance(parent: nil)),
    ]
    #expect(Set(variants.map(\.labelHash)).count == variants.count)
    let moved = Self.corpus(root: "/b", path: "elsewhere/1.wav")
    #expect(moved.labelHash == Self.corpus().labelHash)
  }
}
