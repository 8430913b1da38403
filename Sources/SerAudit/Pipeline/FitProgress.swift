import Foundation
import Ledger
import Training

/// What a person sees of a training: a line with loss, dev UAR, rate and time left.
final class FitProgress {
  private let console: Console
  private let title: String
  private let epochs: Int
  private let start = Date()
  private var epochStart = Date()
  private var seconds: [Int: Double] = [:]
  private var last = ""

  init(title: String, epochs: Int, console: Console) {
    self.title = title
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
      last =
        "loss \(report.trainingLoss.rounded(to: 3))  dev loss "
        + "\(report.developmentLoss.rounded(to: 3))  dev UAR "
        + "\(report.developmentRecall.rounded(to: 3))\(report.isBest ? " *" : "")"
      console.trace("\(title): epoch \(report.epoch + 1)/\(epochs)  \(last)")
      onEpoch(row(of: report))
    }
    return observer
  }

  private func draw(_ epoch: Int, _ step: Int, _ steps: Int) {
    let done = Double(epoch * steps + step)
    let elapsed = Date().timeIntervalSince(start)
    let first = Double((seconds.keys.min() ?? epoch) * steps)
    let left = elapsed / max(1, done - first) * (Double(epochs * steps) - done)
    console.draw(
      "\(title)  epoch \(epoch + 1)/\(epochs)  step \(step)/\(steps)  "
        + "\((max(1, done - first) / elapsed).rounded(to: 1))/s  at most "
        + "\(StageProgress.clock(left)) left  \(last)")
  }

  private func row(of report: EpochReport) -> EpochRow {
    EpochRow(
      epoch: report.epoch + 1, trainLoss: report.trainingLoss, devLoss: report.developmentLoss,
      devUAR: report.developmentRecall, learningRate: report.learningRate,
      seconds: seconds[report.epoch] ?? 0)
  }

  /// The rows of a whole curve; epochs of an earlier process took no time in this one.
  func rows(of curve: [EpochReport]) -> [EpochRow] { curve.map(row) }

  func finish(_ model: TrainedModel) {
    let best = model.curve[model.bestEpoch]
    console.note(
      "\(title): best of \(model.curve.count) epochs is \(model.bestEpoch + 1), dev UAR "
        + "\(best.developmentRecall.rounded(to: 3)) "
        + "(\(StageProgress.clock(Date().timeIntervalSince(start))))")
  }
}
