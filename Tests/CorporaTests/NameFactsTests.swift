import Corpora
import Testing

@Suite("What names say")
struct NameFactsTests {
  @Test("File names and folders of one recording agree where they should")
  func agreement() throws {
    let cases: [(String, String, String)] = [
      ("tess", "OAF_back_ps.wav", "OAF_pleasant_surprise"),
      ("tess", "OA_bite_neutral.wav", "OAF_neutral"),
      ("tess", "YAF_back_ps.wav", "YAF_pleasant_surprised"),
      ("ravdess", "03-01-05-01-01-01-12.wav", "Actor_12"),
    ]
    for (corpus, file, folder) in cases {
      let name = try #require(NameFacts(fileName: file, corpus: corpus))
      let place = try #require(NameFacts(folderName: folder, corpus: corpus))
      #expect(place.contradiction(of: name, by: "x") == nil, "\(file) in \(folder)")
    }
  }

  @Test("A folder of another speaker or emotion contradicts")
  func contradictions() throws {
    let name = try #require(NameFacts(fileName: "OAF_back_sad.wav", corpus: "tess"))
    let speaker = try #require(NameFacts(folderName: "YAF_sad", corpus: "tess"))
    let emotion = try #require(NameFacts(folderName: "OAF_fear", corpus: "tess"))
    #expect(
      speaker.contradiction(of: name, by: "it") == "the name says OAF and it says YAF")
    #expect(
      emotion.contradiction(of: name, by: "it") == "the name says sad and it says fear")
    let actor = try #require(NameFacts(folderName: "Actor_07", corpus: "ravdess"))
    let other = try #require(NameFacts(fileName: "03-01-05-01-01-01-12.wav", corpus: "ravdess"))
    #expect(actor.contradiction(of: other, by: "it") != nil)
  }

  @Test(
    "Folders that name nothing say nothing", arguments: ["", "TESS data", "OAF", "OAF_x", "audio"])
  func silence(folder: String) {
    #expect(NameFacts(folderName: folder, corpus: "tess") == nil)
    #expect(NameFacts(folderName: folder, corpus: "toy") == nil)
  }

  @Test("Beside a manifest a name speaks by the one emotion in it")
  func manifests() {
    #expect(NameFacts(fileName: "v1_tree_angry.wav", corpus: "toy")?.emotion == .angry)
    #expect(NameFacts(fileName: "sad_or_happy.wav", corpus: "toy") == nil)
    #expect(NameFacts(fileName: "clip7.wav", corpus: "toy") == nil)
  }
}
