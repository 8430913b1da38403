import Foundation
import Testing

/// A sandbox with three words of two synthetic voices, a split of one voice, and a model that is a
/// shell script.
struct ForeignSandbox {
  let sandbox: Sandbox
  /// The rows of the manifest: path and emotion.
  let rows: [(path: String, emotion: String)]

  init() throws {
    sandbox = try Sandbox()
    let lines = try sandbox.text("tiny/manifest.csv").split(whereSeparator: \.isNewline)
      .map(String.init)
    let columns = lines[0].split(separator: ",").map(String.init)
    let path = try #require(columns.firstIndex(of: "path"))
    let emotion = try #require(columns.firstIndex(of: "emotion"))
    let word = try #require(columns.firstIndex(of: "word"))
    let table = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
    let words = Set(Set(table.map { $0[word] }).sorted().prefix(3))
    let kept = table.filter { words.contains($0[word]) }
    rows = kept.map { ($0[path], $0[emotion]) }
    try sandbox.write(
      "mini/manifest.csv",
      ([lines[0]] + kept.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n")
    for voice in ["v1", "v2"] {
      try sandbox.link("mini/" + voice, to: sandbox.path + "/tiny/" + voice)
    }
    try sandbox.write("model.sh", Self.script)
    try sandbox.write("truths", rows.map { $0.emotion + "\n" }.joined())
    let own = rows.filter { $0.path.hasPrefix("v1") }
    try sandbox.write(
      "parts.csv",
      "path,part\n"
        + own.enumerated().map { "\($1.path),\($0 % 2 == 0 ? "train" : "test")\n" }.joined())
  }

  /// Answers each line at once, and misbehaves in the way that its argument names.
  private static let script = """
    number=0
    first() { [ ! -e begun ] && : > begun; }
    [ "$1" = slow ] && sleep 3
    [ "$1" = silent ] && sleep 600
    [ "$1" = broken ] && { echo 'no such module' >&2; exit 7; }
    while IFS= read -r line; do
      number=$((number + 1))
      path=${line#*'"path":"'}
      path=${path%'"'*}
      [ -e "$path" ] || exit 9
      if [ $number = 5 ]; then
        case $1 in
          late) sleep 11 ;;
          crash) echo 'out of memory' >&2; exit 3 ;;
          crash-once) first && exit 3 ;;
          hang) echo $$ > pid; sleep 600 & echo $! > child; wait ;;
          hang-once) first && sleep 600 ;;
          garbage-once) first && echo 'Loading weights' ;;
          twice-once) first && echo "{\\"path\\":\\"gone.wav\\",\\"label\\":\\"sad\\"}" ;;
          error) echo "{\\"path\\":\\"$path\\",\\"error\\":\\"too short\\"}"; continue ;;
          half) echo "{\\"path\\":\\"$path\\",\\"p_angry\\":0.5}"; continue ;;
          true) echo "{\\"path\\":\\"$path\\",\\"p_angry\\":true,\\"p_disgust\\":0,\\"p_fear\\":0,\\
    \\"p_happy\\":0,\\"p_neutral\\":0,\\"p_sad\\":0,\\"p_surprise\\":0}"; continue ;;
        esac
      fi
      case $1 in
        echo) echo "$line" ;;
        bare) echo "{\\"path\\":\\"$path\\",\\"angry\\":1}" ;;
        label) echo "{\\"path\\":\\"$path\\",\\"label\\":\\"sad\\"}" ;;
        unchanged)
          # A tone to begin with, and the 42 recordings as they are.
          if [ $number -le 43 ]; then echo "{\\"path\\":\\"$path\\",\\"label\\":\\"sad\\"}"
          else echo "{\\"path\\":\\"$path\\",\\"error\\":\\"no voice\\"}"; fi ;;
        some)
          if [ $number -le 43 ] || [ $((number % 2)) = 0 ]
          then echo "{\\"path\\":\\"$path\\",\\"label\\":\\"sad\\"}"
          else echo "{\\"path\\":\\"$path\\",\\"error\\":\\"no voice\\"}"; fi ;;
        right)
          # Right of what it answers, which is not every changed recording.
          label=$(sed -n "$(((number + 40) % 42 + 1))p" truths)
          if [ $number -le 43 ] || [ $((number % 3)) != 0 ]
          then echo "{\\"path\\":\\"$path\\",\\"label\\":\\"$label\\"}"
          else echo "{\\"path\\":\\"$path\\",\\"error\\":\\"no voice\\"}"; fi ;;
        no-error)
          [ $((number % 2)) = 0 ] && none=false || none='""'
          echo "{\\"path\\":\\"$path\\",\\"label\\":\\"sad\\",\\"error\\":$none}" ;;
        errors) echo "{\\"path\\":\\"$path\\",\\"error\\":\\"no voice\\"}" ;;
        *) echo "{\\"path\\":\\"$path\\",\\"p_angry\\":0.4,\\"p_disgust\\":0.1,\\"p_fear\\":0.1,\\
    \\"p_happy\\":0.1,\\"p_neutral\\":0.1,\\"p_sad\\":0.1,\\"p_surprise\\":0.1}" ;;
      esac
    done
    """

  /// Runs `full` on the three words.
  func full(_ more: String...) async throws -> Program.Outcome {
    try await Program.run(Self.full + more, in: sandbox.path, environment: temporary)
  }

  /// Starts `full` with the model that misbehaves in a way.
  func start(_ behaviour: String, _ more: String...) throws -> RunningProgram {
    try Program.start(
      Self.full + ["--model-command", "sh model.sh \(behaviour)"] + more, in: sandbox.path,
      environment: temporary)
  }

  /// Runs `full` on the split of one voice, with the model that misbehaves in a way.
  func audit(_ behaviour: String, timeout: String = "60") async throws -> Program.Outcome {
    try await full(
      "--model-command", "sh model.sh \(behaviour)", "--split", "parts.csv", "--model-timeout",
      timeout)
  }

  /// What is left of the folders that commands are given.
  var leftovers: [String] { sandbox.names(in: "temporary") }

  private static let full = ["full", "--corpus", "mini", "--data", "mini", "--preset", "quick"]

  private var temporary: [String: String] {
    let folder = sandbox.path + "/temporary"
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    return ["TMPDIR": folder]
  }

  /// A file of predictions: what is right with three quarters of the mass.
  func predictions(_ rows: [(path: String, emotion: String)]) -> String {
    let emotions = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
    let header = (["path"] + emotions.map { "p_" + $0 }).joined(separator: ",")
    let lines = rows.map { row in
      ([row.path] + emotions.map { $0 == row.emotion ? "0.76" : "0.04" }).joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }
}
