import Metrics
import Testing

@Suite("Names of speakers for tables and sentences")
struct SpeakerNamesTests {
  @Test(
    "Up to four are shown in full, of more the first one",
    arguments: [
      ("", ""), ("OAF", "OAF"), ("OAF+YAF", "OAF+YAF"), ("a+b+c+d", "a+b+c+d"),
      ("a+b+c+d+e", "a+4 more"), ("a+b+c+d+e+ravdess", "a+5 more"),
    ])
  func shown(joined: String, expected: String) {
    #expect(SpeakerNames.shown(joined) == expected)
  }
}
