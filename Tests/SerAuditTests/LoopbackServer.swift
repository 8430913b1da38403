import Foundation
import Synchronization

/// A small HTTP server on this machine alone, which answers as a test says and remembers what it
/// was asked.
final class LoopbackServer: Sendable {
  /// What was asked for.
  struct Request: Sendable, Equatable {
    let path: String
    /// The first byte that is asked for, where only a part is.
    let from: Int?
  }

  /// What is answered.
  struct Answer: Sendable {
    var status = 200
    var body: [UInt8] = []
    /// Whether a part is given where a part is asked for.
    var knowsRanges = true
    /// The connection breaks after this many bytes of the body.
    var breaksAfter: Int?
    /// Asked after a first piece of the body: the rest comes when it says no.
    var isHeld: (@Sendable () -> Bool)?
  }

  private let socket: Int32
  private let answer: @Sendable (Request, _ visit: Int) -> Answer
  private let asked = Mutex<[Request]>([])
  let address: String

  /// Listens until it is let go of.
  ///
  /// - Parameter answer: called with a request and how often its path was asked for before.
  init(_ answer: @escaping @Sendable (Request, _ visit: Int) -> Answer) throws {
    self.answer = answer
    let listening = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    _ = fcntl(listening, F_SETFD, FD_CLOEXEC)
    socket = listening
    address = "http://127.0.0.1:\(try Self.listen(on: listening))"
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listening, nil, nil)
        guard connection >= 0 else { return }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        Thread.detachNewThread { [weak self] in
          while self?.serve(connection) == true {}
          close(connection)
        }
      }
    }
  }

  /// Listens on a free port, which is returned.
  private static func listen(on socket: Int32) throws -> UInt16 {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let codes = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        [
          bind(socket, place, size), Foundation.listen(socket, 16),
          getsockname(socket, place, &size),
        ]
      }
    }
    guard codes == [0, 0, 0] else { throw POSIXError(.EADDRNOTAVAIL) }
    return UInt16(bigEndian: place.sin_port)
  }

  deinit {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
  }

  /// Everything that was asked for so far, in order.
  var requests: [Request] { asked.withLock { $0 } }

  /// Reads one request and answers it; `false` where the connection is to be closed.
  private func serve(_ connection: Int32) -> Bool {
    guard let request = Self.request(on: connection) else { return false }
    let visit = asked.withLock { requests in
      defer { requests.append(request) }
      return requests.count { $0.path == request.path }
    }
    let answer = answer(request, visit)
    let start = answer.knowsRanges ? min(request.from ?? 0, answer.body.count) : 0
    let isPart = answer.status == 200 && answer.knowsRanges && request.from != nil
    let body = answer.body[start...]
    let range =
      isPart
      ? "Content-Range: bytes \(start)-\(answer.body.count - 1)/\(answer.body.count)\r\n" : ""
    let head =
      "HTTP/1.1 \(isPart ? 206 : answer.status) Answer\r\nContent-Length: \(body.count)\r\n\(range)\r\n"
    let sent = body.prefix(answer.breaksAfter ?? body.count)
    guard Self.write(Array(head.utf8)[...], to: connection) else { return false }
    if let isHeld = answer.isHeld {
      guard Self.write(sent.prefix(Self.firstPiece), to: connection) else { return false }
      while isHeld() { usleep(5000) }
    }
    let rest = answer.isHeld == nil ? sent : sent.dropFirst(Self.firstPiece)
    return Self.write(rest, to: connection) && sent.count == body.count
  }

  private static let firstPiece = 16_384

  private static func request(on connection: Int32) -> Request? {
    var text = ""
    var bytes = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n\r\n") {
      let count = read(connection, &bytes, bytes.count)
      guard count > 0 else { return nil }
      text += String(decoding: bytes.prefix(count), as: UTF8.self)
    }
    let lines = text.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    guard words.count > 1 else { return nil }
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    return Request(
      path: words[1], from: range.flatMap { Int($0.dropFirst(13).prefix { $0.isNumber }) })
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to connection: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
