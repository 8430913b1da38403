import Audio
import Testing

@Suite("What is said of a recording that cannot be used")
struct AudioErrorTests {
  @Test("is what was found, what was expected and what to do")
  func saysWhatToDo() {
    let wordings: [(AudioError, String)] = [
      (.missing(source: "a.wav"), "a.wav: no such file; check the path"),
      (
        .missing(source: "bad\u{FFFD}.wav"),
        "bad\u{FFFD}.wav: no such file; its name seems to hold bytes that are not UTF-8: rename it"
      ),
      (
        .directory(source: "takes"),
        "takes: a folder, expected an audio file; name those in it: takes/*.wav"
      ),
      (
        .directory(source: "takes/"),
        "takes/: a folder, expected an audio file; name those in it: takes/*.wav"
      ),
      (
        .tooManyChannels(source: "a.wav", channels: 64, limit: 32),
        "a.wav: 64 channels, expected 1 to 32; mix it down first"
      ),
      (
        .tooManyChannels(source: "a.wav", channels: 0, limit: 32),
        "a.wav: 0 channels, expected 1 to 32; the header is probably wrong"
      ),
      (
        .streamText(source: "standard input", found: "an HTML page"),
        "standard input: found an HTML page, expected 16-bit samples or a WAV stream; look at what "
          + "was sent, a server may have answered with an error"
      ),
    ]
    for (error, words) in wordings { #expect(error.description == words) }
  }
}
