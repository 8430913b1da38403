import Corpora
import Findings
import Gates
import Metrics
import Testing

@Suite("A rule that forbids training that is only declared")
struct DeclaredTrainingRuleTests {
  private let text = """
    name: strict
    rules:
      - name: no-declared-training
        forbid: declared-training
        importance: warning
        reason: Whoever declares it may not know it.

    """

  private func rows(trainedOn: String = "msp") -> [MetricRow] {
    [
      MetricRow(
        evaluationProtocol: .crossCorpus, trainedOn: trainedOn, testedOn: "A", metric: "uar",
        value: 0.9, count: 70, isLeaky: trainedOn == Split.unknownTraining)
    ]
  }

  @Test("refuses a declaration, and takes a split file and a model that was trained here")
  func decides() throws {
    let policy = try Policy(text: text)
    func verdict(_ stated: StatedTraining?, trainedOn: String = "msp") -> Verdict {
      Gate.decide(policy, rows: rows(trainedOn: trainedOn), stated: stated)
    }
    let declared = verdict(StatedTraining(.declaration, names: "msp"))
    #expect(declared.status == .failed)
    #expect(declared.findings.map(\.importance) == [.warning])
    #expect(
      declared.findings.first?.message == "That the model was trained on msp and on nothing else "
        + "was declared, and nothing here verified it.")
    #expect(declared.findings.first?.advice?.contains("--split") == true)
    #expect(verdict(StatedTraining(.splitFile, names: "theirs")).status == .passed)
    #expect(verdict(nil).status == .passed)
    // A split file without a train part says nothing.
    for stated in [nil, StatedTraining(.splitFile, names: "theirs")] {
      #expect(verdict(stated, trainedOn: Split.unknownTraining).status == .undetermined)
    }
  }

  @Test("is not part of the default policy, whose findings no declaration changes")
  func isNotStandard() {
    let stated = StatedTraining(.declaration, names: "msp")
    let (plain, declared) = (
      Gate.decide(.standard, rows: rows()), Gate.decide(.standard, rows: rows(), stated: stated)
    )
    #expect(plain.findings == declared.findings && plain.status == declared.status)
    #expect(plain.statedTraining == nil && declared.statedTraining == stated)
  }
}
