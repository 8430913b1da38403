import Corpora
import TestSupport
import Testing

@Suite("The nearest label, and label maps as they are written")
struct LabelDistanceTests {
  /// The distance by its definition: insertions, deletions, replacements, and swaps of neighbours.
  private func edits(_ left: Substring, _ right: Substring) -> Int {
    guard let first = left.first, let other = right.first else { return left.count + right.count }
    if first == other { return edits(left.dropFirst(), right.dropFirst()) }
    let (start, swapped) = (Array(left.prefix(2)), Array(right.prefix(2)))
    let isSwap = start.count == 2 && start == swapped.reversed()
    return 1
      + min(
        edits(left.dropFirst(), right), edits(left, right.dropFirst()),
        edits(left.dropFirst(), right.dropFirst()),
        isSwap ? edits(left.dropFirst(2), right.dropFirst(2)) : .max - 1)
  }

  @Test(
    "Of every text of up to four letters the nearest has the fewest edits, the first of several")
  func everyText() {
    let labels = ["ab", "abba", "bbb", "c"]
    let map = LabelMap(declared: labels.map { ($0, .dropped) })
    var (texts, longest) = ([""], [""])
    for _ in 0..<4 {
      longest = longest.flatMap { text in ["a", "b", "c"].map { text + $0 } }
      texts += longest
    }
    for text in texts {
      let distances = labels.map { edits(text[...], $0[...]) }
      let best = distances.firstIndex(of: distances.min() ?? 0) ?? 0
      let isNear =
        !text.isEmpty && distances[best] * 2 <= max(text.count, labels[best].count)
      #expect(map.nearest(to: text) == (isNear ? labels[best] : nil), "\(text)")
      #expect(map.nearest(to: text.uppercased()) == map.nearest(to: text))
    }
  }

  private func load(_ text: String) throws -> LabelMap {
    let folder = try ScratchFolder()
    try folder.write("labels.csv", text)
    return try LabelMap.load(path: folder.path + "/labels.csv")
  }

  @Test("Emotions in any case of letters; - drops a label; of one label the first spelling counts")
  func written() throws {
    let map = try load("Label,Emotion\nWut,ANGRY\nwut,angry\n Ruhe , - \nZorn,angry\n")
    #expect(map.target(of: "WUT") == .emotion(.angry) && map.target(of: "ruhe") == .dropped)
    #expect(map.knownLabels == ["ruhe", "wut", "zorn"])
    #expect(map.target(of: "Angst") == nil)
  }

  @Test("What is no emotion is told with the line and what there is; a column is missed by name")
  func faults() {
    let wrong = #expect(throws: CorpusError.self) { try load("label,emotion\na,sad\nb,bored\n") }
    #expect(
      wrong.map { "\($0)" }?.hasSuffix(
        "labels.csv, line 3: found the emotion 'bored' for the label 'b'; expected - or one of "
          + "angry, disgust, fear, happy, neutral, sad, surprise: correct that line") == true)
    let short = #expect(throws: CorpusError.self) { try load("label\na\n") }
    #expect("\(String(describing: short))".contains("emotion"))
  }

  @Test("An unknown or empty label is explained with what is known and the nearest of it")
  func explained() throws {
    let folder = try ScratchFolder()
    for name in ["a.wav", "b.wav", "c.wav", "d.wav"] { try folder.write(name) }
    try folder.write(
      "manifest.csv",
      "path,emotion,speaker\na.wav,sad,s\nb.wav,Angery,s\nc.wav,,s\nd.wav,contemplative,s\n")
    let problems = try CorpusReader.read(name: "mine", root: folder.path).problems
    let known = CorpusFormat.manifest.labels.knownLabels.joined(separator: ", ")
    let step = ": correct it or declare it in a label map"
    #expect(
      problems.map(\.explanation) == [
        "b.wav: line 3: the emotion 'Angery' is not known; expected one of \(known). "
          + "Nearest: anger" + step,
        "c.wav: line 4: the emotion is empty; expected one of \(known): write one down",
        "d.wav: line 5: the emotion 'contemplative' is not known; expected one of \(known)" + step,
      ])
  }
}
