extension AudioFile {
  /// Decodes a recording and tells what its header says, with one look at the file.
  ///
  /// - Throws: as `read(path:limits:)`.
  public static func readWithInfo(
    path: String, limits: AudioLimits = .standard
  ) throws(AudioError) -> (waveform: Waveform, info: AudioInfo) {
    let file = try SoundFile(AudioBytes(path: path))
    return (try file.decode(limits), file.info)
  }
}
