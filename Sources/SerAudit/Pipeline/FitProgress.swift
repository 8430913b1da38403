import Foundation
import Ledger
import Training

/// What a person sees of a training: a line with loss, dev UAR, rate and time left.
final class FitProgress {
  private let console: Console
  private let model: String
  private let epochs: Int
  private let start = Date()
  private var epochStart = Date()
  private var seconds: [Int: Double] = [:]
  /// What the last epoch came to, as the log tells it and as the progress line does.
  private var last = (log: "", line: "")

  /// Begins to watch the training of a model, which is called by its split and seed.
  init(of model: String, epochs: Int, console: Console) {
    self.model = model
    self.epochs = epochs
    self.console = console
  }

  /// An observer that draws progress and hands over each epoch's row.
  func observer(onEpoch: @escaping (EpochRow) -> Void) -> TrainingObserver {
    var observer = TrainingObserver()
    observer.onStep = { [self] epoch, step, steps in draw(epoch, step, steps) }
    observer.onEpoch = { [self] report in
      seconds[report.epoch] = Date().timeIntervalSince(epochStart)
      epochStart = Date()
      let loss = "loss \(report.trainingLoss.rounded(to: 3))"
      let recall = "dev UAR \(report.developmentRecall.rounded(to: 3))"
      last.log =
        "\(loss)  dev loss \(report.developmentLoss.rounded(to: 3))  \(recall)"
        + (report.isBest ? " *" : "")
      last.line = "  \(loss)  \(recall)"
      console.trace("Train \(model): epoch \(report.epoch + 1)/\(epochs)  \(last.log)")
      onEpoch(row(of: report))
    }
    return observer
  }

  /// The most telling comes first: a terminal of 80 columns shows no more.
  private func draw(_ epoch: Int, _ step: Int, _ steps: Int) {
    let done = Double(epoch * steps + step)
    let elapsed = Date().timeIntervalSince(start)
    let first = Double((seconds.keys.min() ?? epoch) * steps)
    let left = elapsed / max(1, done - first) * (Double(epochs * steps) - done)
    console.draw(
      "\(model)  \(epoch + 1)/\(epochs)\(last.line)  < \(StageProgress.clock(left)) left  "
        + "\((max(1, done - first) / elapsed).rounded(to: 1))/s  step \(step)/\(steps)")
  }

  private func row(of report: EpochReport) -> EpochRow {
    EpochRow(
      epoch: report.epoch + 1, trainLoss: report.trainingLoss, devLoss: report.developmentLoss,
      devUAR: report.developmentRecall, learningRate: report.learningRate,
      seconds: seconds[report.epoch] ?? 0)
  }

  /// The rows of a whole curve; epochs of an earlier process took no time in this one.
  func rows(of curve: [EpochReport]) -> [EpochRow] { curve.map(row) }

  /// Tells what came of the training.
  func finish(_ trained: TrainedModel) {
    let best = trained.curve[trained.bestEpoch]
    console.note(
      "Train \(model): best of \(trained.curve.count) epochs is \(trained.bestEpoch + 1), dev UAR "
        + "\(best.developmentRecall.rounded(to: 3)) "
        + "(\(StageProgress.clock(Date().timeIntervalSince(start))))")
  }
}
