import Audits
import Corpora
import Foundation

/// Questions to a running model command and its answers: all are asked, and answers are read while
/// the questions are still being written, so that neither side waits for the other for ever.
struct ModelExchange {
  /// Why a model command gave no answer that can be used.
  enum Fault: Error {
    case ended
    case silent(seconds: Double)
    case garbage(line: String, why: String)
  }

  /// The longest line that is taken for an answer, in bytes.
  private static let longestLine = 1 << 20

  let process: ModelProcess
  /// Seconds that each answer may take.
  let timeout: Double
  /// What labels of answers stand for.
  let labels: LabelMap
  /// Whether an answer that does not count is garbage, as in a health check, instead of leaving its
  /// recording unanswered.
  let isStrict: Bool
  /// Answers by path.
  private(set) var answers: [String: Classification.Answer] = [:]
  private var open: Set<String> = []
  private var unsent: ArraySlice<UInt8> = []
  private var line: [UInt8] = []

  init(process: ModelProcess, timeout: Double, labels: LabelMap, isStrict: Bool) {
    self.process = process
    self.timeout = timeout
    self.labels = labels
    self.isStrict = isStrict
  }

  /// Asks about recordings until each has its answer, in any order.
  ///
  /// - Parameter first: seconds that the first answer may take.
  /// - Throws: `Fault`; what was answered before stays in `answers`. `CommandFailure` after Ctrl-C.
  mutating func ask(_ paths: [String], first: Double) throws {
    open = Set(paths)
    unsent = Array(try paths.map { try JSONText.of(["path": $0]) + "\n" }.joined().utf8)[...]
    var deadline = ContinuousClock.now + .seconds(first)
    var allowed = first
    while !open.isEmpty {
      guard !Interruption.isRequested else { throw CommandFailure.interrupted }
      guard ContinuousClock.now < deadline else { throw Fault.silent(seconds: allowed) }
      let ready = process.wait(toWrite: !unsent.isEmpty)
      if ready.hasErrors { process.keepErrors() }
      if ready.canWrite { write() }
      guard ready.hasOutput else { continue }
      if try read() > 0 {
        allowed = timeout
        deadline = ContinuousClock.now + .seconds(timeout)
      }
    }
  }

  private mutating func write() {
    guard let count = process.write(unsent) else {
      unsent = []
      return
    }
    unsent = unsent.dropFirst(count)
  }

  /// Reads what is there and takes the lines that are whole; returns how many answers these were.
  private mutating func read() throws(Fault) -> Int {
    guard let bytes = process.read() else { throw .ended }
    var count = 0
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      let whole = line
      line = []
      if !whole.allSatisfy({ $0 <= 32 }) {
        try take(whole)
        count += 1
      }
    }
    guard line.count <= Self.longestLine else {
      throw .garbage(line: Self.shown(line), why: "a line of more than \(Self.longestLine) bytes")
    }
    return count
  }

  private mutating func take(_ bytes: [UInt8]) throws(Fault) {
    func garbage(_ why: String) -> Fault { .garbage(line: Self.shown(bytes), why: why) }
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      let isNaN = String(decoding: bytes, as: UTF8.self).contains("NaN")
      throw garbage(isNaN ? "JSON knows no NaN" : "no JSON object")
    }
    guard let path = object["path"] as? String else { throw garbage("no path in it") }
    guard open.remove(path) != nil else {
      throw garbage(
        answers[path] == nil ? "a path that was not asked about" : "a second answer to one path")
    }
    do throws(AnswerFault) {
      answers[path] = try answer(object)
    } catch {
      guard !isStrict else { throw garbage(error.description) }
      answers[path] = .nothing(reason: error.description)
    }
  }

  private func answer(
    _ object: [String: Any]
  ) throws(AnswerFault) -> Classification.Answer {
    if let error = object["error"], !(error is NSNull), !Self.isNone(error) {
      return .nothing(reason: "\(error)".onOneLine)
    }
    return .stated(
      try StatedAnswer(labels: labels) { name in
        switch object[name] {
        case let text as String: text
        case let number as NSNumber where Self.isTruth(number): number.boolValue ? "true" : "false"
        case let number as NSNumber: "\(number.doubleValue)"
        default: nil
        }
      })
  }

  /// Whether a JSON value is `true` or `false`, which is no number.
  private static func isTruth(_ value: NSNumber) -> Bool {
    String(cString: value.objCType) == "c"
  }

  /// Whether an error is none: an empty text, or `false`.
  private static func isNone(_ error: Any) -> Bool {
    switch error {
    case let text as String: text.isEmpty
    case let number as NSNumber: isTruth(number) && !number.boolValue
    default: false
    }
  }

  private static func shown(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(200), as: UTF8.self).onOneLine + (bytes.count > 200 ? "..." : "")
  }
}
