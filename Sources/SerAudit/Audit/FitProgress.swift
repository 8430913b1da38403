import Foundation
import Ledger
import Training
import Wording

/// What a person sees of a training, a line with loss, dev UAR, time left and learning rate, and
/// what the ledger keeps of each epoch.
final class FitProgress {
  private let console: Console
  private let model: String
  private let epochs: Int
  private let start = Date()
  /// Steps that were done before this process, known at its first step.
  private var stepsBefore: Int?
  /// What the last epoch came to, before and after the time left.
  private var last = (before: "", after: "")

  /// Begins to watch the training of a model, which is called by its split and seed.
  init(of model: String, epochs: Int, console: Console) {
    self.model = model
    self.epochs = epochs
    self.console = console
  }

  /// An observer that draws progress and hands over the rows of the epochs of before, then each
  /// epoch's.
  func observer(
    onStart: @escaping ([EpochRow]) -> Void, onEpoch: @escaping (EpochRow) -> Void
  ) -> TrainingObserver {
    var observer = TrainingObserver()
    observer.onStart = { [self] curve, seconds in onStart(zip(curve, seconds).map(row)) }
    observer.onStep = { [self] epoch, step, steps in draw(epoch, step, steps) }
    observer.onEpoch = { [self] report, seconds in
      let loss = "loss \(report.trainingLoss.rounded(to: 3))"
      let recall = "dev UAR \(report.developmentRecall.rounded(to: 3))"
      let rate = "rate \(report.learningRate.rounded(to: 5))"
      last = (before: "  \(loss)  \(recall)", after: "  \(rate)")
      console.trace(
        "Train \(model): epoch \(report.epoch + 1)/\(epochs)  \(loss)  dev loss "
          + "\(report.developmentLoss.rounded(to: 3))  \(recall)"
          + "\(report.isBest ? " (best so far)" : "")  \(rate)")
      onEpoch(row(report, seconds))
    }
    return observer
  }

  /// The most telling comes first: a terminal of 80 columns shows no more.
  private func draw(_ epoch: Int, _ step: Int, _ steps: Int) {
    let done = Double(epoch * steps + step)
    let elapsed = Date().timeIntervalSince(start)
    let before = stepsBefore ?? (epoch * steps + step - 1)
    stepsBefore = before
    let own = done - Double(before)
    let left = elapsed / own * (Double(epochs * steps) - done)
    console.draw(
      "\(model)  \(epoch + 1)/\(epochs)\(last.before)  < \(StageProgress.clock(left)) left"
        + "\(last.after)  \((own / elapsed).rounded(to: 1)) steps/s  step \(step)/\(steps)")
  }

  private func row(_ report: EpochReport, _ seconds: Double) -> EpochRow {
    EpochRow(
      epoch: report.epoch + 1, trainLoss: report.trainingLoss, devLoss: report.developmentLoss,
      devUAR: report.developmentRecall, learningRate: report.learningRate, seconds: seconds)
  }

  /// Tells what came of the training.
  func finish(_ trained: TrainedModel) {
    let kept = trained.curve[trained.keptEpoch]
    let epochs = "of \(trained.curve.count, "epoch")"
    let which =
      trained.recipe.optimization.patience > 0
      ? "best \(epochs) is \(trained.keptEpoch + 1)" : "last \(epochs) kept"
    console.note(
      "Train \(model): \(which), dev UAR \(kept.developmentRecall.rounded(to: 3)) "
        + "(\(StageProgress.clock(Date().timeIntervalSince(start))))")
  }
}
