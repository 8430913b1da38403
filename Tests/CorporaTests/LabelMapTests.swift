import Corpora
import Testing

@Suite("Labels are declared, never guessed")
struct LabelMapTests {
  @Test(
    "What the readers use is what datasets/<corpus>/labels.tsv declares",
    arguments: [
      ("tess", LabelMap.tess), ("ravdess", .ravdess), ("synthetic", .sevenEmotions),
    ])
  func declared(corpus: String, map: LabelMap) throws {
    #expect(try LabelMap.load(path: RealRecordings.datasets + "/\(corpus)/labels.tsv") == map)
  }

  @Test("Every committed label map can be read", arguments: ["crema-d", "emodb"])
  func committed(corpus: String) throws {
    let map = try LabelMap.load(path: RealRecordings.datasets + "/\(corpus)/labels.tsv")
    #expect(map.targets.count >= 6)
  }

  @Test("Labels are compared without regard to case, and unknown ones have no target")
  func lookup() {
    #expect(LabelMap.tess.target(of: "PS") == .emotion(.surprise))
    #expect(LabelMap.ravdess.target(of: "calm") == .dropped)
    #expect(LabelMap.sevenEmotions.target(of: "calm") == nil)
  }

  @Test("The nearest label has the fewest edits; nothing near gives none")
  func nearest() {
    #expect(LabelMap.sevenEmotions.nearest(to: "hapy") == "happy")
    #expect(LabelMap.sevenEmotions.nearest(to: "Angri") == "angry")
    #expect(LabelMap.sevenEmotions.nearest(to: "contemptuous") == nil)
    #expect(LabelMap.sevenEmotions.nearest(to: "") == nil)
  }

  @Test("A map with an emotion that is none of the seven is an error with its line")
  func wrongEmotion() throws {
    let folder = try ScratchFolder()
    try folder.write("labels.csv", "label,emotion\nbored,boredom\n")
    let error = try #require(throws: CorpusError.self) {
      try LabelMap.load(path: folder.path + "/labels.csv")
    }
    guard case .tableMalformed(_, 2, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }
}
