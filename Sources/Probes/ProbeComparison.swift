import Corpora
import Metrics

/// A model beside a probe on the same utterances: by how much it is better, and whether it errs
/// like the probe.
public enum ProbeComparison {
  /// The attribute of all rows about probes; the subgroup is the probe's name.
  public static let attribute = "probe"

  /// The rows of all tested speakers together and of each.
  ///
  /// - `uar-over-probe`: UAR of the model minus UAR of the probe; the interval resamples the words
  ///   (or speakers) that both share.
  /// - `errors-shared`: of the model's errors, the share on which the probe errs too;
  ///   `errors-alike`: the share on which it gives the same wrong answer.
  /// - `errors-shared-chance`, `errors-alike-chance`: what the two would be if the probe answered
  ///   at random with its own rates for each intended emotion.
  ///
  /// The count of rows about errors is the number of the model's errors; without one they are
  /// undetermined.
  ///
  /// - Parameters:
  ///   - model: what the model said.
  ///   - probe: what the probe said; utterances that only one of both predicted are left out.
  ///   - name: the probe's name.
  ///   - context: that of the model's rows.
  ///   - settings: how intervals are made.
  /// - Throws: `MetricError` where an utterance is predicted twice or has two truths.
  public static func rows(
    model: [Prediction], probe: [Prediction], name: String, context: MetricContext,
    settings: IntervalSettings = IntervalSettings()
  ) throws(MetricError) -> [MetricRow] {
    let context = context.labelled(attribute, name)
    let known = Set(probe.map(\.utterance))
    let asked = Set(model.map(\.utterance))
    let model = model.filter { known.contains($0.utterance) }
    let probe = probe.filter { asked.contains($0.utterance) }
    let speakers = Set(model.map(\.speaker)).sorted()
    var rows = try rows(of: nil, model, probe, context, settings)
    if speakers.count == 1 {
      rows += rows.map { row in
        var own = row
        own.speaker = speakers[0]
        return own
      }
      return rows
    }
    for speaker in speakers {
      rows += try Self.rows(
        of: speaker, model.filter { $0.speaker == speaker },
        probe.filter { $0.speaker == speaker }, context, settings)
    }
    return rows
  }

  private static func rows(
    of speaker: String?, _ model: [Prediction], _ probe: [Prediction], _ context: MetricContext,
    _ settings: IntervalSettings
  ) throws(MetricError) -> [MetricRow] {
    guard !model.isEmpty else { return [] }
    let pairs = try PairedTable(first: probe, second: model)
    let recall = SummedMetric.uar(over: context.classes)
    let difference = context.row(
      named: "uar-over-probe", speaker: speaker,
      value: pairs.difference(of: recall),
      interval: pairs.interval(of: recall, settings: settings), count: model.count)
    let errors = ErrorAgreement(model: model, probe: probe)
    return [difference]
      + [
        ("errors-shared", errors.shared), ("errors-shared-chance", errors.sharedByChance),
        ("errors-alike", errors.alike), ("errors-alike-chance", errors.alikeByChance),
      ].map {
        context.row(named: $0, speaker: speaker, value: $1, count: errors.count)
      }
  }
}
