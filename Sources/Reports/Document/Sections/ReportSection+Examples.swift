import Exploration
import Wording

extension ReportSection {
  /// The figure that papers show: three emotions of one speaker on common axes, a figure a speaker.
  static func exampleFigures(_ exploration: CorpusExploration) -> ReportSection? {
    guard !exploration.examples.isEmpty else { return nil }
    let figures = exploration.examples.map { speaker, examples in figure(speaker, examples) }
    return ReportSection(
      id: "examples", short: "Examples", title: "Amplitude, duration and frequency side by side",
      blocks: [
        .paragraph(
          "Waveform over log-mel spectrogram. The recordings of one speaker share all axes and the "
            + "scale of colours, so that they can be compared by eye. Nobody picked them: they are "
            + "of the word whose recordings lie nearest, in sum, to the median durations of their "
            + "emotions. \(chosen(exploration))"),
        .figures(figures, isWide: true),
      ])
  }

  /// The most speakers that are named of those who are not shown.
  private static let mostLeftOut = 8

  /// Which emotions and speakers are shown by the rule, and who is not.
  private static func chosen(_ exploration: CorpusExploration) -> String {
    let emotions = CorpusExploration.exampleEmotions.map(\.rawValue).listed
    let (complete, incomplete) = exploration.withoutExamples
    let start =
      "Shown are \(emotions), of the first \(exploration.examples.count, "speaker") in the order "
      + "of names who \(exploration.examples.count == 1 ? "has" : "have") all of them"
    let left = [
      complete.isEmpty ? nil : complete.listed(first: mostLeftOut),
      incomplete.isEmpty
        ? nil : "\(incomplete.listed(first: mostLeftOut)), without a recording of one of these",
    ].compactMap { $0 }
    return start + (left.isEmpty ? "." : "; not shown: \(left.joined(separator: "; ")).")
  }

  private static func figure(_ speaker: String, _ examples: [ExampleUtterance]) -> ReportFigure {
    let scale = ExampleChart.Scale(examples)
    return ReportFigure(
      title: title(speaker, examples), isLeaky: false, description: caption(examples),
      panels: examples.map {
        ReportPanel(
          heading: $0.utterance.emotion.rawValue, svg: ExampleChart(example: $0, scale: scale).svg)
      }, numbers: table(examples, of: title(speaker, examples)), isLarge: true)
  }

  private static func title(_ speaker: String, _ examples: [ExampleUtterance]) -> String {
    let words = Set(examples.compactMap(\.utterance.word))
    guard words.count == 1, let word = words.first else { return speaker }
    return "\(speaker), “\(word)”"
  }

  /// The numbers of each recording, in words.
  private static func caption(_ examples: [ExampleUtterance]) -> String {
    let parts = examples.map { example in
      let measures = example.measures
      let pitch = measures.medianF0Hertz.map {
        "median F0 \(NumberText.decimal($0, places: 0)) Hz"
      }
      return "\(example.utterance.emotion.rawValue) "
        + [
          "\(NumberText.decimal(measures.durationSeconds)) s",
          "peak \(NumberText.decimal(measures.peak))",
          "RMS \(NumberText.decimal(measures.rootMeanSquare, places: 3))",
          pitch ?? "no voiced frame",
        ].joined(separator: ", ")
    }
    return parts.joined(separator: "; ") + ". Colours span 70 dB below the loudest."
  }

  private static func table(_ examples: [ExampleUtterance], of what: String) -> ReportTable {
    ReportTable(
      caption: "Numbers of the recordings of \(what)",
      columns: [
        "Emotion", "Recording", "Duration (s)", "Peak", "RMS", "Median F0 (Hz)",
        "F0 range (semitones)", "Spectral centroid (Hz)",
      ],
      rows: examples.map { example in
        let measures = example.measures
        return ReportRow(
          example.utterance.emotion.rawValue, .text(example.utterance.id),
          .value(measures.durationSeconds), .number(NumberText.decimal(measures.peak, places: 3)),
          .number(NumberText.decimal(measures.rootMeanSquare, places: 4)),
          .number(
            measures.medianF0Hertz.map { NumberText.decimal($0, places: 0) }
              ?? NumberText.undetermined),
          .number(
            measures.rangeF0Semitones.map { NumberText.decimal($0, places: 1) }
              ?? NumberText.undetermined),
          .number(NumberText.decimal(measures.spectralCentroidHertz, places: 0)))
      })
  }
}
