import Corpora
import Fairness
import KnownAnswers
import Metrics
import Randomness
import TestSupport
import Testing

private let points = DisparitySettings(replicateCount: 0, arrangementCount: 0)

@Suite("Metrics by group")
struct DisaggregationTests {
  @Test("Difference, ratio, worst group, equal opportunity and equalised odds are Fairlearn's")
  func reference() throws {
    for frame in try FairnessReference.read().frames {
      let groups = try Disaggregation(frame.predictions, by: .speaker, settings: points)
      func value(_ measure: DisparityMeasure) -> Double? {
        groups.disparities(of: [measure])[0].value
      }
      for (name, expected) in frame.difference {
        let metric = try #require(Metric(rawValue: name))
        #expect(agrees(value(.difference(metric)), expected))
        #expect(agrees(value(.ratio(metric)), try #require(frame.ratio[name])))
        #expect(agrees(value(.worst(metric)), try #require(frame.worst[name])))
      }
      #expect(agrees(value(.equalisedOdds(.max)), frame.equalisedOdds.max))
      #expect(agrees(value(.equalisedOdds(.mean)), frame.equalisedOdds.mean))
      #expect(agrees(value(.equalOpportunity(.max)), frame.equalOpportunity.max))
      #expect(agrees(value(.equalOpportunity(.mean)), frame.equalOpportunity.mean))
    }
  }

  @Test("The difference of any metric is that of the groups' own rows, functions of sums or not")
  func everyMetric() throws {
    let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 30).utterances
    let predictions = KnownAnswerModel.calibrated(skill: 1).predictions(of: design)
    let groups = try Disaggregation(predictions, by: .speaker, settings: points)
    let rows = try groups.rows(in: .example, settings: .none)
    #expect(rows.allSatisfy { $0.attribute == "speaker" && $0.speaker == nil })
    let alone = try MetricTable.rows(
      predictions: predictions.filter { $0.speaker == "YAF" }, context: .example, settings: .none)
    for metric in Metric.allCases {
      let emotion: Emotion? = metric.isPerClass ? .fear : nil
      let own = ["OAF", "YAF"].map { group in
        rows.first {
          $0.subgroup == group && $0.metric == metric.rawValue && $0.emotion == emotion
        }?.value
      }
      let first = try #require(own[0] ?? nil)
      let second = try #require(own[1] ?? nil)
      let disparity = groups.disparities(of: [.difference(metric, of: emotion)])[0]
      #expect(agrees(disparity.value, abs(first - second)), "\(metric)")
      let expected = alone.first {
        $0.metric == metric.rawValue && $0.emotion == emotion && $0.speaker == nil
      }?.value
      #expect(agrees(second, try #require(expected ?? nil)), "\(metric)")
    }
  }

  @Test("Small groups and utterances without a value are named and counted, not dropped in silence")
  func leftOut() throws {
    let design = CrossedDesign(speakers: ["a", "b", "c", "d"], wordCount: 5).utterances
    let predictions = KnownAnswerModel.random.predictions(of: design)
    let sex = Attribute(
      name: "sex", level: .speaker, values: ["a": "female", "b": "female", "c": "male"])
    let groups = try Disaggregation(
      predictions, by: sex, settings: DisparitySettings(leastGroupSize: 50))
    #expect(groups.groups == ["female"])
    #expect(groups.counts == [70])
    #expect(groups.tooSmall == ["male": 35])
    #expect(groups.missing == 35)
    #expect(groups.disparities().allSatisfy { $0.value == nil && $0.test == nil })
  }

  @Test("An intersection has the groups of all its parts, and varies at the finer level")
  func intersection() throws {
    let design = CrossedDesign(speakers: ["a", "b", "c"], wordCount: 12).utterances
    let predictions = KnownAnswerModel.random.predictions(of: design)
    let sex = Attribute(
      name: "sex", level: .speaker, values: ["a": "female", "b": "male", "c": "male"])
    let age = Attribute(
      name: "age-band", level: .speaker, values: ["a": "young", "b": "young", "c": "old"])
    let both = Attribute.intersection([sex, age])
    #expect(both.name == "sex x age-band")
    #expect(both.level == .speaker)
    #expect(Attribute.intersection([sex, .word]).level == .utterance)
    let groups = try Disaggregation(predictions, by: both, settings: points)
    #expect(groups.groups == ["female, young", "male, old", "male, young"])
    #expect(groups.counts == [84, 84, 84])
  }

  @Test("Tertiles hold a third each and keep equal values together")
  func tertiles() {
    let values = Dictionary(uniqueKeysWithValues: (0..<90).map { ("u\($0)", Double($0)) })
    let predictions = (0..<90).map {
      Prediction(utterance: "u\($0)", speaker: "s", word: nil, truth: .sad, predicted: .sad)
    }
    let groups = predictions.map(
      Attribute.tertiles(name: "f0", level: .utterance, of: values).group)
    for name in ["low", "middle", "high"] { #expect(groups.count { $0 == name } == 30) }
    let tied = Attribute.tertiles(name: "f0", level: .utterance, of: values.mapValues { _ in 1 })
    #expect(Set(predictions.map(tied.group)) == ["low"])
  }

  @Test("A column of a manifest belongs to the speaker, the word or the utterance, as it varies")
  func columns() throws {
    let utterances = CrossedDesign(speakers: ["a", "b"], wordCount: 2).utterances.map {
      Utterance(
        id: $0.id, corpus: $0.corpus, speaker: $0.speaker, emotion: $0.emotion, word: $0.word,
        path: $0.path,
        attributes: [
          "accent": $0.speaker == "a" ? "north" : "south", "sentiment": $0.word ?? "",
          "take": $0.emotion.rawValue,
        ])
    }
    let speakers = [Speaker(id: "a", sex: "female", age: 26), Speaker(id: "b", sex: "female")]
    let corpus = Corpus(name: "c", root: "/", utterances: utterances, speakers: speakers)
    let levels = Dictionary(
      uniqueKeysWithValues: Attribute.all(of: corpus).map { ($0.name, $0.level) })
    #expect(
      levels == [
        "speaker": .speaker, "sex": .speaker, "age-band": .speaker, "accent": .speaker,
        "sentiment": .word, "take": .utterance,
      ])
  }

  @Test("A column of another attribute's name or a reserved one gets a name of its own")
  func takenNames() throws {
    let columns = [
      "age-band": "1", "column-age-band": "2", "column-column-age-band": "3", "ensemble": "4",
      "accent": "5", "word": "6", "column-probe": "7",
    ]
    let utterance = Utterance(
      id: "u", corpus: "c", speaker: "a", emotion: .sad, word: "w", path: "u.wav",
      attributes: columns)
    let corpus = Corpus(
      name: "c", root: "/", utterances: [utterance], speakers: [Speaker(id: "a", age: 26)])
    let asked = Prediction(
      utterance: "u", speaker: "a", word: "w", truth: .sad, predicted: .sad)
    let groups = Attribute.all(of: corpus).map { "\($0.name)=\($0.group(of: asked) ?? "")" }
    #expect(
      groups.sorted() == [
        "accent=5", "age-band=up to 29", "column-age-band=2", "column-column-age-band=3",
        "column-column-column-age-band=1", "column-ensemble=4", "column-probe=7",
        "column-word=6", "speaker=a",
      ])
    for name in Attribute.reservedNames {
      let taking = Utterance(
        id: "u", corpus: "c", speaker: "a", emotion: .sad, word: "w", path: "u.wav",
        attributes: [name: "x"])
      let corpus = Corpus(
        name: "c", root: "/", utterances: [taking], speakers: [Speaker(id: "a")])
      #expect(Attribute.all(of: corpus).map(\.name) == ["speaker", "column-\(name)"])
    }
  }

  @Test("Attributes that sort speakers alike, and those of one group, are named")
  func confounding() throws {
    let predictions = KnownAnswerModel.random.predictions(
      of: CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 2).utterances)
    let attributes = [
      Attribute.speaker,
      Attribute(name: "sex", level: .speaker, values: ["OAF": "female", "YAF": "female"]),
      Attribute(name: "age-band", level: .speaker, values: ["OAF": "old", "YAF": "young"]),
      Attribute(name: "session", level: .speaker, values: ["OAF": "1", "YAF": "2"]),
    ]
    let confounding = Confounding(of: attributes, in: predictions)
    #expect(confounding.sameGroups == [["speaker", "age-band", "session"]])
    #expect(confounding.partners(of: "age-band") == ["speaker", "session"])
    #expect(confounding.constant == ["sex": "female"])
    #expect(confounding.sentences.count == 2)
    #expect(confounding.sentences[0].hasPrefix("speaker, age-band and session sort the 2 speakers"))
    let one = KnownAnswerModel.random.predictions(
      of: CrossedDesign(speakers: ["OAF"], wordCount: 2).utterances)
    let alone = Confounding(of: attributes, in: one)
    #expect(alone.constant["speaker"] == "OAF")
    #expect(!alone.sentences.contains { $0.contains("known speaker") })
    let three = KnownAnswerModel.random.predictions(
      of: CrossedDesign(speakers: ["OAF", "YAF", "third"], wordCount: 2).utterances)
    #expect(Confounding(of: attributes, in: three).partners(of: "session") == ["age-band"])
  }
}
