import Audio
import CSndfile
import TestSupport
import Testing

@Suite("What formats are called")
struct FormatNamesTests {
  /// Those that `DecodingTests` does not decode.
  private static let formats: [(container: Int, encoding: Int, name: String)] = [
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_ALAW), "WAV/ALAW"),
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_IMA_ADPCM), "WAV/IMA_ADPCM"),
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_MS_ADPCM), "WAV/MS_ADPCM"),
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_GSM610), "WAV/GSM610"),
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_NMS_ADPCM_16), "WAV/NMS_ADPCM_16"),
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_NMS_ADPCM_24), "WAV/NMS_ADPCM_24"),
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_NMS_ADPCM_32), "WAV/NMS_ADPCM_32"),
    (Int(SF_FORMAT_WAV), Int(SF_FORMAT_G721_32), "WAV/G721_32"),
    (Int(SF_FORMAT_WAVEX), Int(SF_FORMAT_PCM_24), "WAVEX/PCM_24"),
    (Int(SF_FORMAT_RF64), Int(SF_FORMAT_PCM_16), "RF64/PCM_16"),
    (Int(SF_FORMAT_W64), Int(SF_FORMAT_DOUBLE), "W64/DOUBLE"),
    (Int(SF_FORMAT_AIFF), Int(SF_FORMAT_PCM_S8), "AIFF/PCM_S8"),
    (Int(SF_FORMAT_AIFF), Int(SF_FORMAT_DWVW_16), "AIFF/DWVW_16"),
    (Int(SF_FORMAT_AIFF), Int(SF_FORMAT_DWVW_24), "AIFF/DWVW_24"),
    (Int(SF_FORMAT_AU), Int(SF_FORMAT_ULAW), "AU/ULAW"),
    (Int(SF_FORMAT_AU), Int(SF_FORMAT_G723_24), "AU/G723_24"),
    (Int(SF_FORMAT_AU), Int(SF_FORMAT_G723_40), "AU/G723_40"),
    (Int(SF_FORMAT_CAF), Int(SF_FORMAT_ALAC_16), "CAF/ALAC_16"),
    (Int(SF_FORMAT_CAF), Int(SF_FORMAT_ALAC_20), "CAF/ALAC_20"),
    (Int(SF_FORMAT_CAF), Int(SF_FORMAT_ALAC_24), "CAF/ALAC_24"),
    (Int(SF_FORMAT_CAF), Int(SF_FORMAT_ALAC_32), "CAF/ALAC_32"),
    (Int(SF_FORMAT_OGG), Int(SF_FORMAT_OPUS), "OGG/OPUS"),
    (Int(SF_FORMAT_NIST), Int(SF_FORMAT_PCM_16), "NIST/PCM_16"),
    (Int(SF_FORMAT_PAF), Int(SF_FORMAT_PCM_16), "PAF/PCM_16"),
    (Int(SF_FORMAT_SVX), Int(SF_FORMAT_PCM_16), "SVX/PCM_16"),
    (Int(SF_FORMAT_VOC), Int(SF_FORMAT_PCM_U8), "VOC/PCM_U8"),
    (Int(SF_FORMAT_IRCAM), Int(SF_FORMAT_FLOAT), "IRCAM/FLOAT"),
    (Int(SF_FORMAT_MAT4), Int(SF_FORMAT_PCM_32), "MAT4/PCM_32"),
    (Int(SF_FORMAT_MAT5), Int(SF_FORMAT_DOUBLE), "MAT5/DOUBLE"),
    (Int(SF_FORMAT_PVF), Int(SF_FORMAT_PCM_32), "PVF/PCM_32"),
    (Int(SF_FORMAT_XI), Int(SF_FORMAT_DPCM_8), "XI/DPCM_8"),
    (Int(SF_FORMAT_XI), Int(SF_FORMAT_DPCM_16), "XI/DPCM_16"),
    (Int(SF_FORMAT_HTK), Int(SF_FORMAT_PCM_16), "HTK/PCM_16"),
    (Int(SF_FORMAT_AVR), Int(SF_FORMAT_PCM_U8), "AVR/PCM_U8"),
    (Int(SF_FORMAT_WVE), Int(SF_FORMAT_ALAW), "WVE/ALAW"),
    (Int(SF_FORMAT_MPC2K), Int(SF_FORMAT_PCM_16), "MPC2K/PCM_16"),
  ]

  @Test("a file of any format is described by the names of libsndfile's own headers")
  func names() throws {
    let folder = try ScratchFolder()
    let path = folder.file("named.wav")
    let tone = SoundWriter.tone(300, rate: 8_000, count: 2_000)
    for format in Self.formats {
      try SoundWriter.write(
        [tone], rate: 8_000, container: format.container, encoding: format.encoding, to: path)
      let info = try AudioFile.info(path: path)
      #expect(info.format + "/" + info.subtype == format.name)
    }
  }

  @Test("a MIDI sample dump is refused before libsndfile prints about it")
  func sampleDump() throws {
    let folder = try ScratchFolder()
    let path = folder.file("dump.sds")
    try SoundWriter.write(
      [SoundWriter.tone(300, rate: 8_000, count: 2_000)], rate: 8_000,
      container: Int(SF_FORMAT_SDS), encoding: Int(SF_FORMAT_PCM_16), to: path)
    #expect(throws: AudioError.notAudio(source: path, reason: "a MIDI sample dump")) {
      try AudioFile.read(path: path)
    }
  }
}
