import CSndfile
import Foundation

/// The encoded bytes of a recording: an open file, or memory.
///
/// A class because libsndfile calls back into it and because it owns a file descriptor.
final class AudioBytes {
  private enum Storage {
    case file(descriptor: Int32)
    case memory([UInt8])
    case joined(start: [UInt8], rest: AudioBytes, from: Int)
  }

  /// What errors call it.
  let name: String
  /// The number of bytes.
  let count: Int
  private let storage: Storage
  private var position = 0
  private var correction: (place: Int, bytes: [UInt8])?

  /// Opens a regular file without ever blocking on a pipe.
  init(path: String) throws(AudioError) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .missing(source: path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      guard code != ENOENT && code != ENOTDIR else { throw .missing(source: path) }
      guard code != ENXIO else { throw .notRegularFile(source: path) }
      throw .unreadable(source: path, reason: String(cString: strerror(code)))
    }
    var status = stat()
    let failure = fstat(descriptor, &status) == 0 ? nil : String(cString: strerror(errno))
    let kind = status.st_mode & S_IFMT
    guard failure == nil, kind == S_IFREG, status.st_size > 0 else {
      close(descriptor)
      if let failure { throw .unreadable(source: path, reason: failure) }
      if kind == S_IFDIR { throw .directory(source: path) }
      if kind != S_IFREG { throw .notRegularFile(source: path) }
      throw .empty(source: path)
    }
    name = path
    count = Int(status.st_size)
    storage = .file(descriptor: descriptor)
  }

  /// Wraps bytes in memory.
  init(_ bytes: [UInt8], name: String) throws(AudioError) {
    guard !bytes.isEmpty else { throw .empty(source: name) }
    self.name = name
    count = bytes.count
    storage = .memory(bytes)
  }

  /// Puts `start` before the bytes of `rest` from `place` on.
  init(_ start: [UInt8], before rest: AudioBytes, from place: Int) {
    name = rest.name
    count = start.count + rest.count - place
    storage = .joined(start: start, rest: rest, from: place)
  }

  deinit {
    if case .file(let descriptor) = storage { close(descriptor) }
  }

  /// Copies up to `length` bytes that start at `offset`; fewer at the end.
  func read(at offset: Int, _ length: Int) -> [UInt8] {
    guard offset >= 0, offset < count, length > 0 else { return [] }
    let wanted = min(length, count - offset)
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      initialized = copy(at: offset, to: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Has every reader find `bytes` at `place`, whatever stands there.
  func correct(at place: Int, to bytes: [UInt8]) { correction = (place, bytes) }

  private func copy(at offset: Int, to target: UnsafeMutableRawBufferPointer) -> Int {
    let count = copyStored(at: offset, to: target)
    guard let correction else { return count }
    for (place, byte) in zip(correction.place..., correction.bytes)
    where offset..<offset + count ~= place {
      target[place - offset] = byte
    }
    return count
  }

  private func copyStored(at offset: Int, to target: UnsafeMutableRawBufferPointer) -> Int {
    guard let base = target.baseAddress, offset < count else { return 0 }
    switch storage {
    case .memory(let bytes):
      let length = min(target.count, count - offset)
      bytes.withUnsafeBytes { source in
        if let start = source.baseAddress {
          base.copyMemory(from: start + offset, byteCount: length)
        }
      }
      return length
    case .file(let descriptor):
      var done = 0
      while done < target.count {
        let got = pread(descriptor, base + done, target.count - done, off_t(offset + done))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        done += got
      }
      return done
    case .joined(let start, let rest, let place):
      let own = start.dropFirst(offset).prefix(target.count)
      target.copyBytes(from: own)
      let others = UnsafeMutableRawBufferPointer(rebasing: target[own.count...])
      return own.count + rest.copy(at: offset + own.count - start.count + place, to: others)
    }
  }

  /// The callbacks through which libsndfile reads; their user data is an unretained `AudioBytes`.
  static var callbacks: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { user in sf_count_t(AudioBytes.from(user)?.count ?? 0) },
      seek: { offset, whence, user in AudioBytes.from(user)?.seek(Int(offset), whence) ?? -1 },
      read: { target, length, user in
        AudioBytes.from(user)?.readOn(target, Int(length)) ?? 0
      },
      write: { _, _, _ in 0 },
      tell: { user in sf_count_t(AudioBytes.from(user)?.position ?? 0) })
  }

  private static func from(_ user: UnsafeMutableRawPointer?) -> AudioBytes? {
    user.map { Unmanaged<AudioBytes>.fromOpaque($0).takeUnretainedValue() }
  }

  private func seek(_ offset: Int, _ whence: Int32) -> sf_count_t {
    let base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? position : count
    let (target, overflow) = base.addingReportingOverflow(offset)
    guard !overflow, target >= 0 else { return -1 }
    position = target
    return sf_count_t(target)
  }

  private func readOn(_ target: UnsafeMutableRawPointer?, _ length: Int) -> sf_count_t {
    guard let target, length > 0 else { return 0 }
    let got = copy(
      at: position, to: UnsafeMutableRawBufferPointer(start: target, count: length))
    position += got
    return sf_count_t(got)
  }
}
