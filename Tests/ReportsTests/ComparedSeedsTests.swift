import Reports
import Testing

@Suite("The seeds that are compared")
struct ComparedSeedsTests {
  @Test("are named where there are several, where some are left out, and where none is common")
  func label() {
    for (seeds, label, isPartial) in [
      (ComparedSeeds(first: [0], second: [0]), nil as String?, false),
      (ComparedSeeds(first: [0, 1, 2], second: [0, 1, 2]), "seeds 0, 1 and 2", false),
      (ComparedSeeds(first: [0], second: [0], onlyFirst: [1]), "seed 0", true),
      (ComparedSeeds(first: [0], second: [0], onlySecond: [1]), "seed 0", true),
      (ComparedSeeds(first: [0], second: [1]), "seed 0 of A with seed 1 of B", true),
    ] {
      #expect(seeds.label("A", "B") == label)
      #expect(seeds.isPartial == isPartial)
      #expect((seeds.note("A", "B") != nil) == isPartial)
    }
  }

  @Test("stand beside those left out, of either run")
  func note() {
    let seeds = ComparedSeeds(first: [1, 2], second: [1, 2], onlyFirst: [0], onlySecond: [3, 4])
    #expect(
      seeds.note("the baseline", "this run")
        == "seeds 1 and 2 are compared, which both have; left out: seed 0 of the baseline, seeds 3 "
        + "and 4 of this run")
    #expect(
      ComparedSeeds(first: [0], second: [1]).note("A", "B")
        == "no seed is common to both; seed 0 of A with seed 1 of B is compared")
  }

  @Test("are told once where they are the same of every test set, else of each that lacks some")
  func notes() {
    let (whole, some) = (
      ComparedSeeds(first: [0], second: [0]),
      ComparedSeeds(first: [0], second: [0], onlyFirst: [1])
    )
    func notes(_ seeds: [ComparedSeeds]) -> [String] {
      ComparedSeeds.notes(
        of: seeds.enumerated().map { ("set \($0)", $1) }, "A", "B")
    }
    let words = "seed 0 is compared, which both have; left out: seed 1 of A"
    #expect(notes([some, some]) == ["every test set: \(words)"])
    #expect(notes([some]) == ["set 0: \(words)"])
    #expect(notes([whole, some]) == ["set 1: \(words)"])
    #expect(notes([whole, whole]).isEmpty && notes([]).isEmpty)
  }
}
