/// What a stream turns out to be by its first bytes where it is neither samples nor a WAV stream,
/// and would be heard as noise.
///
/// Samples may begin with any bytes, so what is looked for here are coincidences that do not happen
/// among samples: a word of the format, three headers of MP3 or AAC that each stand where the one
/// before says, or 256 bytes of text. A stream that ends before them is too short for speech. Words
/// have four bytes or more, but for that of MP3: samples at random begin so in one of 4 * 10^9
/// streams, and those of speech, which begins quietly, in fewer.
enum ForeignBeginning: Equatable {
  /// More bytes are needed.
  case undecided
  /// Nothing that is known here.
  case none
  /// A file of another format, in words.
  case container(String)
  /// Text, in words.
  case text(String)

  /// Looks at the first bytes of a stream.
  ///
  /// - Parameter isAll: whether no further ones come, so that few say as much as many.
  init(of bytes: [UInt8], isAll: Bool = false) {
    for (mark, found) in Self.marks {
      guard !bytes.starts(with: mark) else {
        self = found
        return
      }
      guard !mark.starts(with: bytes) else {
        self = .undecided
        return
      }
    }
    if bytes.dropFirst(4).starts(with: "ftyp".utf8) {
      self = .container("an MP4 or M4A file")
    } else if let isMP3 = MPEGFrame.begins(bytes), let isAAC = ADTSFrame.begins(bytes) {
      self =
        isMP3
        ? .container("an MP3 file")
        : isAAC ? .container("an AAC file") : Self.text(bytes, isAll: isAll)
    } else {
      self = .undecided
    }
  }

  private static let marks: [(mark: [UInt8], found: ForeignBeginning)] =
    [
      ("OggS", "an Ogg file"), ("fLaC", "a FLAC file"), ("ID3", "an MP3 file"),
      ("FORM", "an AIFF file"), ("RF64", "an RF64 file"), ("RIFX", "a RIFX file"),
      ("caff", "a CAF file"), (".snd", "an AU file"), ("riff", "a W64 file"),
      ("#!AMR", "an AMR file"), ("NIST_1A", "a NIST (SPHERE) file"),
      ("Creative Voice File", "a VOC file"), ("MATLAB 5.0", "a MATLAB file"),
      // The word of PAF, in either order, and its version 0.
      (" paf\0\0\0\0", "a PAF file"), ("fap \0\0\0\0", "a PAF file"),
      ("PK\u{3}\u{4}", "a ZIP file (unpack it first)"),
    ].map { (Array($0.utf8), .container($1)) }
    + [
      ([0x1A, 0x45, 0xDF, 0xA3], .container("a WebM or Matroska file")),
      ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], .container("a WMA or ASF file")),
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .container("a PNG picture")),
    ]
    // Three bytes of gzip, and what says that nothing, something more or a name follows.
    + [0, 4, 8].map { ([0x1F, 0x8B, 0x08, $0], .container("a gzip file (unpack it first)")) }
    + ["<!DOCTYPE", "<!doctype", "<html", "<HTML"].map {
      (Array($0.utf8), .text("an HTML page"))
    }

  /// Tells text by its first 256 bytes: all are printable characters of UTF-8, tabs or ends of
  /// lines, and every second one takes three values or more. 128 samples would all have to lie
  /// beyond 2,300 steps, move by 512, and have nothing but such bytes below, too.
  private static func text(_ bytes: [UInt8], isAll: Bool) -> ForeignBeginning {
    let start = bytes.prefix(enough + 3).wholeCharacters
    guard let text = String(validating: start, as: UTF8.self),
      text.unicodeScalars.allSatisfy({
        $0.properties.generalCategory != .control || "\t\n\r".unicodeScalars.contains($0)
      })
    else { return .none }
    guard start.count >= enough || isAll else { return .undecided }
    let looked = start.prefix(enough)
    let upper = Set(stride(from: 1, to: looked.count, by: 2).map { looked[$0] })
    return upper.count >= 3 ? .text("text") : .none
  }

  /// Bytes of text that are no coincidence.
  private static let enough = 256
}

extension ArraySlice<UInt8> {
  /// These bytes but for a character of UTF-8 that is cut at their end.
  fileprivate var wholeCharacters: ArraySlice<UInt8> {
    guard let lead = suffix(3).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return self }
    let length = (~self[lead]).leadingZeroBitCount
    return 2...4 ~= length && endIndex - lead < length ? self[..<lead] : self
  }
}
