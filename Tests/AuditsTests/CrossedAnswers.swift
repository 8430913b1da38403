import Audits
import Corpora
import Metrics
import Randomness

/// Answers of one model that is right with a given probability, to every word in every emotion.
enum CrossedAnswers {
  static func predictions(
    speakers: [String], words: Int, emotions: [Emotion] = Emotion.allCases,
    using generator: inout SplitMix64, isRight: (String, Int) -> Double
  ) -> [Prediction] {
    var predictions: [Prediction] = []
    for speaker in speakers {
      for word in 0..<words {
        for emotion in emotions {
          let draw = Double(generator.next() >> 11) / 0x1p53
          let wrong = Emotion.allCases[(emotion.index + 1) % Emotion.allCases.count]
          predictions.append(
            Prediction(
              utterance: "\(speaker)/\(word)/\(emotion.rawValue)", speaker: speaker,
              word: "w\(word)", truth: emotion,
              predicted: draw < isRight(speaker, word) ? emotion : wrong))
        }
      }
    }
    return predictions
  }

  static func context(_ trainedOn: String, _ testedOn: String) -> MetricContext {
    MetricContext(
      evaluationProtocol: .speakerDisjoint, trainedOn: trainedOn, testedOn: testedOn,
      isLeaky: false)
  }
}
