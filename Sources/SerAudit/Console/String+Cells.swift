extension String {
  /// The beginning that fits into a number of cells of a terminal.
  func prefix(cells: Int) -> Substring {
    var taken = 0
    return prefix { character in
      taken += character.cells
      return taken <= cells
    }
  }
}

extension Character {
  /// How many cells of a terminal it takes: two for what East Asian scripts draw wide, and emoji.
  fileprivate var cells: Int {
    guard let first = unicodeScalars.first else { return 0 }
    return Self.wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  /// The blocks of wide characters (Unicode Standard Annex 11), without their few exceptions.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
