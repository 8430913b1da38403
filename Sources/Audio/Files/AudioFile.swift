/// Recordings as files: libsndfile's formats in, WAV out.
public enum AudioFile {
  /// Decodes a recording of any format that libsndfile knows, by content and whatever its name.
  ///
  /// Channels are mixed to their mean. Integer encodings are scaled so that full scale is 1. A WAV
  /// header whose length was never filled in is accepted.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limits: what is still taken for a recording.
  /// - Throws: an `AudioError` that names what is wrong; memory stays within `limits` whatever the
  ///   header claims.
  public static func read(
    path: String, limits: AudioLimits = .standard
  ) throws(AudioError) -> Waveform {
    try readWithInfo(path: path, limits: limits).waveform
  }

  /// Decodes a recording that is already in memory, for instance from standard input.
  ///
  /// - Parameters:
  ///   - bytes: the encoded file.
  ///   - name: what errors call it.
  ///   - limits: what is still taken for a recording.
  public static func read(
    bytes: [UInt8], name: String, limits: AudioLimits = .standard
  ) throws(AudioError) -> Waveform {
    try SoundFile(AudioBytes(bytes, name: name)).decode(limits)
  }

  /// Decodes a recording and tells what its header says, with one look at the file.
  ///
  /// - Throws: as `read(path:limits:)`.
  public static func readWithInfo(
    path: String, limits: AudioLimits = .standard
  ) throws(AudioError) -> (waveform: Waveform, info: AudioInfo) {
    let file = try SoundFile(AudioBytes(path: path))
    return (try file.decode(limits), file.info)
  }

  /// Reads a header. Implausible values are returned, not refused: reporting them is the caller's.
  ///
  /// - Throws: an `AudioError` where there is no readable audio header.
  public static func info(path: String) throws(AudioError) -> AudioInfo {
    try SoundFile(AudioBytes(path: path)).info
  }
}
