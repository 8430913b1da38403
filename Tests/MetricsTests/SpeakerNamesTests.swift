import Metrics
import Testing

@Suite("Names of speakers for tables and sentences")
struct SpeakerNamesTests {
  @Test(
    "Up to four are shown in full, of more the first one; what all begin with is said once",
    arguments: [
      ("", ""), ("OAF", "OAF"), ("OAF+YAF", "OAF+YAF"), ("a+b+c+d", "a+b+c+d"),
      ("a+b+c+d+e", "a and 4 more"), ("a+b+c+d+e+ravdess", "a and 5 more"),
      ("ravdess-01", "ravdess-01"), ("ravdess-01+ravdess-06", "ravdess-01+06"),
      ("crema-d-1001+crema-d-1002", "crema-d-1001+1002"),
      ("ravdess-01+emodb-03", "ravdess-01+emodb-03"),
      ("ravdess-01+ravdess", "ravdess-01+ravdess"),
      ("r-1+r-2+r-3+r-4+tess", "r-1+2+3+4+tess"), ("r-1+x+y+z+tess", "r-1+x+y+z+tess"),
    ])
  func shown(joined: String, expected: String) {
    #expect(SpeakerNames.shown(joined) == expected)
  }

  @Test("Many who trained are counted where the tested ones tell them apart")
  func direction() {
    func direction(_ trained: String, _ tested: String, areOfOneCorpus: Bool = true) -> String {
      SpeakerNames.direction(trained: trained, tested: tested, areOfOneCorpus: areOfOneCorpus)
    }
    let many = "r-01+r-02+r-03+r-04+r-05"
    #expect(direction("OAF", "YAF") == "OAF → YAF")
    #expect(direction("OAF+YAF", "OAF+YAF") == "OAF+YAF, both sides")
    #expect(direction(many, "r-06+r-07") == "5 others → r-06+07")
    #expect(direction(many, "OAF", areOfOneCorpus: false) == "r-01 and 4 more → OAF")
    #expect(direction(many, "r-05") == "r-01 and 4 more → r-05")
    #expect(direction(many, many) == "5 speakers, both sides")
    // Whom a companion adds is told, whatever the length of the list.
    #expect(direction(many + "+tess", "r-06+r-07") == "5 others+tess → r-06+07")
    #expect(direction(many + "+tess", many) == "r-01 and 4 more+tess → r-01 and 4 more")
  }

  @Test("Lists in a sentence are shortened, other words are left")
  func sentences() {
    #expect(
      SpeakerNames.shown(in: "random a+b+c+d+e > r-01+r-02, speaker x,  seed 0")
        == "random a and 4 more > r-01+02, speaker x,  seed 0")
    #expect(SpeakerNames.shown(in: "C++ + 2") == "C++ + 2")
  }
}
