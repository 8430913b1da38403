import Corpora
import TestSupport
import Testing

@Suite("Labels are declared, never guessed")
struct LabelMapTests {
  @Test(
    "What the readers use is what datasets/<corpus>/labels.tsv declares",
    arguments: [
      ("tess", LabelMap.tess), ("ravdess", .ravdess), ("crema-d", .cremaD), ("emodb", .emodb),
      ("savee", .savee), ("nemo", .nemo), ("synthetic", .sevenEmotions),
    ])
  func declared(corpus: String, map: LabelMap) throws {
    #expect(try LabelMap.load(path: Repository.root + "/datasets/\(corpus)/labels.tsv") == map)
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

  @Test("A label with two emotions is an error with both lines; said twice alike, it is one label")
  func twoEmotions() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/labels.csv"
    for (second, name) in [("Wut,sad", "sad"), ("wut,-", "-")] {
      try folder.write("labels.csv", "label,emotion\nwut,angry\nx,fear\n\(second)\n")
      let label = second.prefix(3)
      #expect(
        throws: CorpusError.tableMalformed(
          path: path, line: 4,
          found: "'\(name)' for the label '\(label)', which is 'angry' on line 2",
          expected: "one emotion for each label, whatever its case")
      ) { try LabelMap.load(path: path) }
    }
    try folder.write("labels.csv", "label,emotion\nwut,angry\nWut,Angry\nx,-\nX,-\n")
    #expect(try LabelMap.load(path: path) == ["wut": .emotion(.angry), "x": .dropped])
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
