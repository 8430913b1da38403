import Exploration
import Foundation
import Reports
import Testing

@Suite("Pictures of spectrograms are whole files that hold the numbers")
struct PictureTests {
  /// The parts of a PNG file by name, each with the checksum that stands behind it.
  private func chunks(_ bytes: [UInt8]) -> [(name: String, data: [UInt8], checksum: Int)] {
    func word(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    var chunks: [(String, [UInt8], Int)] = []
    var start = 8
    while start < bytes.count {
      let end = start + 8 + word(start)
      chunks.append(
        (
          String(decoding: bytes[start + 4..<start + 8], as: UTF8.self),
          Array(bytes[start + 8..<end]), word(end)
        ))
      start = end + 4
    }
    return chunks
  }

  /// CRC-32 bit by bit, as the remainder of a polynomial.
  private func remainder(_ bytes: [UInt8]) -> Int {
    var value = 0xFFFF_FFFF
    for byte in bytes {
      for bit in 0..<8 {
        let isOdd = (value ^ Int(byte) >> bit) & 1 == 1
        value = value >> 1 ^ (isOdd ? 0xEDB8_8320 : 0)
      }
    }
    return value ^ 0xFFFF_FFFF
  }

  /// The bytes in stored blocks of a zlib stream, after its checksum was compared.
  private func inflated(_ stream: [UInt8]) throws -> [UInt8] {
    #expect(stream[0] == 0x78 && (Int(stream[0]) << 8 | Int(stream[1])) % 31 == 0)
    var (data, place, isLast): ([UInt8], Int, Bool) = ([], 2, false)
    while !isLast {
      isLast = stream[place] == 1
      let size = Int(stream[place + 1]) | Int(stream[place + 2]) << 8
      #expect(stream[place + 1] == ~stream[place + 3] && stream[place + 2] == ~stream[place + 4])
      data += stream[place + 5..<place + 5 + size]
      place += 5 + size
    }
    // Adler-32: one and the sum of all bytes, and that of what is left from each byte on.
    let sum = data.reduce(1) { $0 + Int($1) } % 65_521
    let sums = data.enumerated().reduce(data.count) { total, entry in
      (total + (data.count - entry.offset) * Int(entry.element)) % 65_521
    }
    let checksum = stream[place...].reduce(0) { $0 << 8 | Int($1) }
    #expect(checksum == sums << 16 | sum && stream.count == place + 4)
    return data
  }

  @Test("Each pixel is as bright as its band and frame, low bands at the bottom, over 70 dB")
  func pixels() throws {
    let report = try ExampleExploration.found.get().voices
    let images = try MarkupScanner.parse(ExplorationPage.html(report)).all("image")
    let examples = report.exploration.examples.map(\.utterances)
    try #require(images.count == 6 && examples.map(\.count) == [3, 3])
    for (index, image) in images.enumerated() {
      let (own, example) = (examples[index / 3], examples[index / 3][index % 3])
      let text = try #require(image.attributes["href"]?.split(separator: ",").last)
      let bytes = [UInt8](try #require(Data(base64Encoded: String(text))))
      let chunks = chunks(bytes)
      #expect(chunks.map(\.name) == ["IHDR", "PLTE", "IDAT", "IEND"])
      for chunk in chunks {
        #expect(remainder(Array(chunk.name.utf8) + chunk.data) == chunk.checksum)
      }
      let data = try inflated(chunks[2].data)
      let (frames, bands) = (example.frames, example.bands)
      try #require(data.count == bands * (frames + 1))
      let loudest = try #require(own.compactMap { $0.spectrogram.max() }.max())
      let isRight = (0..<bands).allSatisfy { band in
        let row = (bands - 1 - band) * (frames + 1)
        return data[row] == 0
          && (0..<frames).allSatisfy { frame in
            let below = loudest - example.spectrogram[frame * bands + band]
            return abs(Double(data[row + 1 + frame]) - 255 * max(0, 1 - below / 70)) <= 0.501
          }
      }
      #expect(isRight, "\(example.utterance.id)")
    }
  }

  @Test("Colours grow lighter from the quietest to the loudest")
  func palette() throws {
    let report = try ExampleExploration.found.get().voices
    let image = try #require(
      try MarkupScanner.parse(ExplorationPage.html(report)).all("image").first)
    let text = try #require(image.attributes["href"]?.split(separator: ",").last)
    let colours = chunks([UInt8](try #require(Data(base64Encoded: String(text)))))[1].data
    try #require(colours.count == 768)
    let weights = [0.2126, 0.7152, 0.0722]
    let light = (0..<256).map { index in
      let colour = colours[(3 * index)..<(3 * index + 3)].map { Double($0) }
      return zip(weights, colour).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(zip(light, light.dropFirst()).allSatisfy { $0 < $1 + 0.5 })
    #expect(light[0] < 3 && light[255] > 240)
  }
}
