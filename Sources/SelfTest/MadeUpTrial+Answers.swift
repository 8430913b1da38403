import Corpora
import KnownAnswers
import Metrics

extension MadeUpTrial {
  /// Everything that a subject says in the trial.
  ///
  /// - Parameter seed: seeds what the subject draws.
  public func answers(of subject: SelfTestSubject, seed: UInt64 = 0) -> CatalogueInput {
    let trained = Self.trainedSpeakers.joined(separator: "+")
    let tested = Self.unseenSpeakers.joined(separator: "+")
    var input = CatalogueInput(
      context: MetricContext(
        evaluationProtocol: .speakerDisjoint, trainedOn: trained, testedOn: tested,
        isLeaky: subject.isSmuggled, seed: Int(seed % 1_000_000)),
      unseen: subject.model.predictions(of: unseen, seed: seed), corpus: testedCorpus)
    input.measures = ["f0": frequencies]
    input.known = subject.model.predictions(of: known, seed: seed)
    input.dev = subject.model.predictions(of: dev, seed: seed)
    input.calibration = subject.model.predictions(of: calibration, seed: seed)
    input.probes = ["duration": durationProbe]
    input.perturbed = [
      .init(
        perturbation: "white-noise", severity: 3,
        // Other noise in the recordings, other noise in the answers.
        predictions: subject.perturbed.predictions(of: unseen, seed: seed &+ 1))
    ]
    let all = trained + "+" + tested
    input.random = (
      MetricContext(
        evaluationProtocol: .random, trainedOn: all, testedOn: all, isLeaky: true,
        seed: input.context.seed),
      subject.inRandomSplit.predictions(of: random, seed: seed)
    )
    return input
  }

  /// The corpus without the speakers of training, whom no group of the test holds.
  var testedCorpus: Corpus {
    let tested = Set(Self.unseenSpeakers)
    return Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances.filter { tested.contains($0.speaker) },
      speakers: corpus.speakers.filter { tested.contains($0.id) })
  }
}
