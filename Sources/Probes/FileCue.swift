import Audio

/// What the system says of a recording's file.
public struct FileCue: Sendable, Equatable {
  /// Its numbers, in the order of `Cue.file.features`.
  let values: [Double?]

  /// Takes the size of a file and what its header says.
  public init(bytes: Int, info: AudioInfo) {
    let perFrame = info.frames.flatMap { $0 > 0 ? Double(bytes) / Double($0) : nil }
    values = [Double(bytes), Double(info.sampleRate), Double(info.channels), perFrame]
  }
}
