import Foundation

extension AudioFile {
  /// Writes a WAV file whole or not at all.
  ///
  /// The bytes go to a temporary file in the same folder, which then takes the name. Who may read
  /// it follows from the process' umask, as for any new file. A device or pipe that already stands
  /// at `path` is written to directly.
  ///
  /// - Throws: `AudioError.diskFull` or `.notWritable`, also for a sample rate that no WAV file can
  ///   have; the temporary file is removed.
  public static func write(
    _ waveform: Waveform, to path: String, as encoding: WaveEncoding = .pcm16
  ) throws(AudioError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw .notWritable(source: path, reason: "not a file name")
    }
    guard 1...Int(UInt32.max) ~= waveform.sampleRate else {
      let rate = "sample rate: found \(waveform.sampleRate) Hz, expected 1 to \(UInt32.max) Hz"
      throw .notWritable(source: path, reason: rate)
    }
    let bytes = waveform.waveBytes(as: encoding)
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard status.st_mode & S_IFMT != S_IFDIR else { throw .directory(source: path) }
      return try writeDirectly(bytes, to: path)
    }
    let (temporary, descriptor) = try openTemporary(beside: path)
    var failure = put(bytes, descriptor)
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    if failure != 0 {
      unlink(temporary)
      throw .writing(path, failure)
    }
  }

  /// Makes a file that nobody else has, with the mode that the system gives to new files.
  private static func openTemporary(
    beside path: String
  ) throws(AudioError) -> (path: String, descriptor: Int32) {
    var attempt = 0
    while true {
      let temporary = "\(path).\(getpid())-\(attempt)"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (temporary, descriptor) }
      // Another thread has it, or a process of this number left it when it was killed.
      guard errno == EEXIST, attempt < mostTemporaries else { throw .writing(path, errno) }
      attempt += 1
    }
  }

  /// How many temporary files may stand beside one path.
  private static let mostTemporaries = 1000

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(AudioError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .writing(path, errno) }
    var failure = put(bytes, descriptor)
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure != 0 { throw .writing(path, failure) }
  }

  /// Writes all bytes; returns the system's error number, 0 for none.
  private static func put(_ bytes: [UInt8], _ descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, let base = buffer.baseAddress {
        let wrote = Foundation.write(descriptor, base + done, buffer.count - done)
        if wrote < 0 && errno == EINTR { continue }
        guard wrote > 0 else { return wrote < 0 ? errno : EIO }
        done += wrote
      }
      return 0
    }
  }
}

extension AudioError {
  fileprivate static func writing(_ path: String, _ code: Int32) -> AudioError {
    if code == ENOSPC || code == EDQUOT || code == EFBIG { return .diskFull(source: path) }
    return .notWritable(source: path, reason: String(cString: strerror(code)))
  }
}
