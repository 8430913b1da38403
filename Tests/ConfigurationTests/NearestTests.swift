import Configuration
import Testing

@Suite("Suggesting the nearest name")
struct NearestTests {
  @Test(
    "A slip of the keyboard finds the name that was meant",
    arguments: [
      ("acuracy", "accuracy"), ("accuarcy", "accuracy"), ("Accuracy", "accuracy"),
      ("macro_f1", "macro-f1"), ("eec", "ece"), ("recal", "recall"), ("urr", "uar"),
    ])
  func slips(written: String, meant: String) {
    #expect(nearest(to: written, among: ["accuracy", "uar", "macro-f1", "recall", "ece"]) == meant)
  }

  @Test("A name that is like none of them gets no suggestion")
  func strangers() {
    #expect(nearest(to: "loudness", among: ["accuracy", "uar"]) == nil)
    #expect(nearest(to: "", among: ["accuracy"]) == nil)
    #expect(nearest(to: "x", among: []) == nil)
  }
}
