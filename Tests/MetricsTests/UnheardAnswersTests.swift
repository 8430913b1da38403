import Corpora
import Metrics
import Testing

@Suite("What the models of a run said of speakers whom they never heard")
struct UnheardAnswersTests {
  private func said(
    _ utterances: Range<Int>, of speaker: String = "s", _ answer: Emotion = .sad
  ) -> [Prediction] {
    utterances.map {
      Prediction(
        utterance: "\(speaker)/\($0)", speaker: speaker, word: nil, truth: .sad, predicted: answer)
    }
  }

  private func evaluation(
    _ model: String, on rung: EvaluationProtocol = .speakerDisjoint, seed: Int = 0,
    emotions: [Emotion] = [.sad], _ predictions: [Prediction]
  ) -> UnheardAnswers.Evaluation {
    UnheardAnswers.Evaluation(
      model: model, evaluationProtocol: rung, trainedOn: "trained \(model)", seed: seed,
      emotions: emotions, predictions: predictions)
  }

  @Test("A recording that one model answered in two test sets counts once, by seed")
  func once() throws {
    let answers = UnheardAnswers([
      evaluation("m", emotions: [.sad], said(0..<5)),
      evaluation("m", on: .speakerWordDisjoint, emotions: [.angry, .sad], said(3..<6)),
      evaluation("m", seed: 2, said(0..<4)),
    ])
    let own = try #require(answers.bySpeaker["s"])
    #expect(own.seeds == [0, 2] && own.trainedOn == "trained m")
    #expect(own.bySeed[0]?.map(\.utterance) == (0..<6).map { "s/\($0)" })
    #expect(own.bySeed[2]?.count == 4)
    #expect(own.emotions == [.angry, .sad] && own.utterances.count == 6)
  }

  @Test("Each speaker has one model: of the own corpus, then of most recordings, then the first")
  func choice() {
    let few = evaluation("few", said(0..<2))
    let many = evaluation("many", said(0..<4))
    let equal = evaluation("equal", said(2..<6, .happy))
    let across = evaluation("across", on: .crossCorpus, said(0..<9) + said(0..<1, of: "other"))
    func chosen(_ evaluations: UnheardAnswers.Evaluation...) -> String? {
      UnheardAnswers(evaluations).bySpeaker["s"]?.trainedOn
    }
    #expect(chosen(across, few) == "trained few" && chosen(few, across) == "trained few")
    #expect(chosen(few, many) == "trained many" && chosen(many, few) == "trained many")
    #expect(chosen(many, equal) == "trained many" && chosen(equal, many) == "trained equal")
    #expect(chosen(across) == "trained across")
    let both = UnheardAnswers([across, few])
    #expect(both.bySpeaker["other"]?.trainedOn == "trained across")
    #expect(both.bySpeaker.keys.sorted() == ["other", "s"])
  }

  @Test("Of two test sets of a model, in two seeds, it is the recordings that count, not answers")
  func seedsAreNoRecordings() {
    let twice = [0, 1].map { evaluation("twice", seed: $0, said(0..<3)) }
    let once = evaluation("once", said(0..<4))
    #expect(UnheardAnswers(twice + [once]).bySpeaker["s"]?.trainedOn == "trained once")
  }
}
