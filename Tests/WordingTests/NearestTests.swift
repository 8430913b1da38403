import Testing
import Wording

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

  /// A third of the length as written, at least one and at most three.
  private static let reaches = [
    1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 2, 8: 2, 9: 3, 11: 3, 12: 3, 16: 3,
  ]

  @Test("A name may be off by a third of its length, at least one and at most three letters")
  func reach() {
    for (length, reach) in Self.reaches {
      let name = String("abcdefghijklmnop".prefix(length))
      for steps in 0...min(length, 5) {
        let replaced = String(repeating: "z", count: steps) + name.dropFirst(steps)
        #expect((nearest(to: replaced, among: [name]) == name) == (steps <= reach), "\(replaced)")
        // As long as it is written: what is left out makes it shorter, what is put in longer.
        let longer = name + String(repeating: "z", count: steps)
        let most = min(3, max(1, longer.count / 3))
        #expect((nearest(to: longer, among: [name]) == name) == (steps <= most), "\(longer)")
        let shorter = String(name.dropLast(steps))
        let least = min(3, max(1, shorter.count / 3))
        #expect((nearest(to: shorter, among: [name]) == name) == (steps <= least), "\(shorter)")
      }
    }
  }

  @Test("The nearest of several is found, and the first of equally near ones")
  func order() {
    #expect(nearest(to: "recalls", among: ["recoil", "recall", "recalled"]) == "recall")
    #expect(nearest(to: "abc", among: ["abd", "abe"]) == "abd")
    #expect(nearest(to: "abc", among: ["abe", "abd"]) == "abe")
    // A swap of neighbours is one step, of letters further apart two.
    #expect(nearest(to: "acbdef", among: ["abcdef"]) == "abcdef")
    #expect(nearest(to: "acb", among: ["abc"]) == "abc")
    #expect(nearest(to: "cba", among: ["abc"]) == nil)
    // Neighbours that were swapped are not changed once more: three steps, not two.
    #expect(nearest(to: "caxxxx", among: ["abcxxxx"]) == nil)
    #expect(nearest(to: "MACRO F1", among: ["macro-f1"]) == "macro-f1")
    // The nearest of all, or none: not the next one that a wider reach of its own would allow.
    let half = { (written: Int, known: Int) in max(written, known) / 2 }
    #expect(nearest(to: "ang", among: ["angry", "sad"], within: half) == "angry")
    #expect(nearest(to: "ab", among: ["cd", "abcd"], within: half) == nil)
  }
}
