import Audio
import CSndfile
import Foundation

/// Writes recordings in any format with libsndfile, so that reading is tested on foreign files.
enum SoundWriter {
  struct Refused: Error { let reason: String }

  /// `channels` are written interleaved; all have one length.
  static func write(
    _ channels: [[Float]], rate: Int, container: Int, encoding: Int, to path: String
  ) throws {
    var header = SF_INFO()
    header.samplerate = Int32(rate)
    header.channels = Int32(channels.count)
    header.format = Int32(container | encoding)
    guard let handle = sf_open(path, Int32(SFM_WRITE), &header) else {
      throw Refused(reason: String(cString: sf_strerror(nil)))
    }
    defer { sf_close(handle) }
    let frames = channels.first?.count ?? 0
    let interleaved = (0..<frames).flatMap { frame in channels.map { $0[frame] } }
    guard sf_writef_float(handle, interleaved, sf_count_t(frames)) == sf_count_t(frames) else {
      throw Refused(reason: String(cString: sf_strerror(handle)))
    }
  }

  static func tone(_ hertz: Double, rate: Int, count: Int, level: Double = 0.5) -> [Float] {
    (0..<count).map { Float(level * sin(2 * Double.pi * hertz * Double($0) / Double(rate))) }
  }
}
