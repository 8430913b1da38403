import Foundation

/// `step` measures training steps of both nets at one and two workers and prints JSON with the time
/// of each phase. `step serve NET WORKERS` answers commands from standard input as peer.py does.
@main
enum Main {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.count == 3, arguments[0] == "serve", let workers = Int(arguments[2]) {
      try serve(net: arguments[1], workers: workers)
    } else {
      try measure(steps: arguments.first.flatMap { Int($0) } ?? 9)
    }
  }

  static func serve(net: String, workers: Int) throws {
    let session = try Session(net: net, workers: workers)
    while let line = readLine() {
      let words = line.split(separator: " ")
      let numbers = words.dropFirst().compactMap { Int($0) }
      switch (words.first, numbers.count) {
      case ("train", 1): try show(try session.train(numbers[0]))
      case ("predict", 3):
        try show(try session.predict(batch: numbers[0], frames: numbers[1], numbers[2]))
      default:
        try show(["workers": session.network.workers])
      }
    }
  }

  static func measure(steps: Int) throws {
    var results: [[String: Any]] = []
    for net in ["S", "M"] {
      for workers in [1, 2] {
        let session = try Session(net: net, workers: workers)
        _ = try session.train(2)
        let times = try session.train(steps)
        let phases = try session.profile(steps)
        results.append([
          "net": net, "workers": workers, "parameters": session.network.parameterCount,
          "medianMilliseconds": Session.median(times), "leastMilliseconds": times.min() ?? 0,
          "phases": describe(phases),
          "predictUtterance": describe(
            try session.profilePrediction(batch: 1, frames: 300, 5 * steps)),
          "predictBatch64": describe(
            try session.profilePrediction(batch: 64, frames: Session.frames, steps)),
        ])
      }
    }
    try show(["steps": steps, "results": results])
  }

  static func describe(_ phases: [Session.Phase]) -> [[String: Any]] {
    phases.map { ["name": $0.name, "elapsed": $0.elapsed, "processor": $0.processor] }
  }

  static func show(_ value: Any) throws {
    let data = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
    FileHandle.standardOutput.write(data + Data("\n".utf8))
  }
}
