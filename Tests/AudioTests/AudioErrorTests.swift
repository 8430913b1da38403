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

  private static let named: [(AudioError, code: String, words: String)] = [
    (.missing(source: "a"), "missing", "a: no such file; check the path"),
    (
      .notRegularFile(source: "a"), "not-regular-file",
      "a: a pipe, device or socket, expected an audio file"
    ),
    (
      .unreadable(source: "a", reason: "Permission denied"), "unreadable",
      "a: cannot be read (Permission denied); check the permissions and the disk"
    ),
    (
      .empty(source: "a"), "empty-file",
      "a: an empty file (0 bytes), expected audio; get the file again"
    ),
    (
      .notAudio(source: "a", reason: "why"), "not-audio",
      "a: not an audio file (why); expected WAV, AIFF, FLAC, Ogg or another format that "
        + "libsndfile reads"
    ),
    (
      .truncated(source: "a", promised: 9, held: 4, unit: .frames), "truncated",
      "a: truncated, the header promises 9 frames and the file holds 4; get the file again and "
        + "compare its checksum"
    ),
    (
      .truncated(source: "a", promised: 9, held: 4, unit: .bytes), "truncated",
      "a: truncated, the header promises 9 bytes and the file holds 4; get the file again and "
        + "compare its checksum"
    ),
    (
      .unfinished(source: "a"), "truncated",
      "a: truncated, the stream stops before its last page; get the file again and compare its "
        + "checksum"
    ),
    (
      .noFrames(source: "a"), "no-frames",
      "a: a valid header with no audio behind it; get the file again"
    ),
    (
      .nonFinite(source: "a", frame: 7), "non-finite",
      "a: frame 7 is NaN or infinite; samples must be numbers, so encode the file again from its "
        + "source"
    ),
    (
      .levelOutOfRange(source: "a", peak: 2e6, limit: 1e6), "level-out-of-range",
      "a: a sample of magnitude 2000000.0, expected -1...1 (at most 1000000.0); scale the file "
        + "before use"
    ),
    (
      .sampleRateOutOfRange(source: "a", hertz: 50, allowed: 1_000...8_000),
      "sample-rate-out-of-range",
      "a: a sample rate of 50 Hz, expected 1000 to 8000 Hz; the header is probably wrong"
    ),
    (
      .tooLong(source: "a", seconds: 4_000, limit: 3_600), "too-long",
      "a: longer than is decoded (4000.0 s, at most 3600.0 s); cut it into utterances"
    ),
    (
      .streamEncoding(source: "a", format: 3, bits: 32), "stream-encoding",
      "a: a WAV stream of format 3 with 32 bits, expected 16-bit PCM; write it by "
        + "`arecord -f S16_LE` or `ffmpeg -f s16le`"
    ),
    (
      .streamEmpty(source: "a"), "stream-empty",
      "a: ended without a sample, expected 16-bit samples or a WAV stream; send one: ffmpeg "
        + "-loglevel error -i FILE -f wav - | ser-audit predict --stream"
    ),
    (
      .streamContainer(source: "a", found: "an Ogg file"), "stream-container",
      "a: found an Ogg file, expected 16-bit samples or a WAV stream; convert it: ffmpeg -i FILE "
        + "-f wav - | ser-audit predict --stream"
    ),
    (
      .channelsCancel(source: "a", channels: 2), "channels-cancel",
      "a: the mean of its 2 channels is silence, and they are not (opposite phase); take one of "
        + "them: ffmpeg -i FILE -af 'pan=mono|c0=c0' OUT.wav"
    ),
    (
      .undecodable(source: "a", reason: "why"), "undecodable",
      "a: decoding stopped (why); get the file again"
    ),
    (
      .notWritable(source: "a", reason: "why"), "not-writable",
      "a: cannot be written (why); check the folder and its permissions"
    ),
    (
      .diskFull(source: "a"), "disk-full",
      "a: cannot be written, the disk is full; free some space and try again"
    ),
    (
      .notResampled(from: 8_000, to: 0, reason: "why"), "not-resampled",
      "cannot resample from 8000 Hz to 0 Hz (why); rates must be positive"
    ),
    (
      .notResampled(from: 1, to: 8_000, reason: "why"), "not-resampled",
      "cannot resample from 1 Hz to 8000 Hz (why); take a shorter recording or a lower rate"
    ),
  ]

  @Test("has its whole sentence, and a name on which reports and JSON rely")
  func hasItsNameAndSentence() {
    for (error, code, words) in Self.named {
      #expect(error.code == code)
      #expect(error.description == words)
    }
    #expect(AudioError.directory(source: "a").code == "directory")
    #expect(
      AudioError.tooManyChannels(source: "a", channels: 64, limit: 32).code
        == "too-many-channels")
    #expect(AudioError.streamText(source: "a", found: "text").code == "stream-text")
  }
}
