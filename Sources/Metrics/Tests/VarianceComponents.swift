/// Where the variance of a mean comes from that was measured once with each of several training
/// seeds: from the seed, from the speakers, from their words, or from what is left.
///
/// The model is `value = mean + seed + speaker + word within speaker + rest`, with all effects
/// random and independent: every seed answers the same units, so seeds and units are crossed.
/// Components come from mean squares by the method of moments; speakers may differ in how many
/// words they have. A component that comes out negative is 0.
///
/// - Source: Searle, Casella & McCulloch, Variance Components, Wiley 1992, chapters 3 to 5 (crossed
///   and nested analyses of variance, unequal numbers).
public struct VarianceComponents: Sendable, Hashable {
  /// What the seed adds to the variance of the mean of one seed.
  public let seed: Double
  /// What it adds that these speakers were found and not others; `nil` under `fewestSpeakers`.
  public let speaker: Double?
  /// What it adds that each speaker said these words and not others.
  public let word: Double
  /// What is left: that a seed does well on one word and another seed on another.
  public let rest: Double
  /// The variance between speakers themselves, rather than of a mean over all of them; `nil` under
  /// `fewestSpeakers`.
  public let betweenSpeakers: Double?

  /// The fewest speakers whose variance is estimated.
  public static let fewestSpeakers = 5

  /// The variance of the mean of one seed.
  public var total: Double { seed + (speaker ?? 0) + word + rest }

  /// Splits the variance of a table.
  ///
  /// - Parameters:
  ///   - values: one row a seed, one column a unit (a word of a speaker), shape `[S, U]`.
  ///   - speakers: the speaker of each unit, shape `[U]`.
  /// - Returns: `nil` under two seeds, without two units of some speaker, or where lengths differ.
  public init?(values: [[Double]], speakers: [String]) {
    let table = CrossedTable(values: values, speakers: speakers)
    guard let table, table.seedCount > 1, table.unitCount > table.speakerCount else { return nil }
    let (seeds, units) = (Double(table.seedCount), Double(table.unitCount))
    let restSquare = table.restSquare
    seed = max(0, table.seedSquare - restSquare) / units
    word = max(0, table.wordSquare - restSquare) / seeds / units
    rest = restSquare / units
    guard table.speakerCount >= Self.fewestSpeakers else {
      (speaker, betweenSpeakers) = (nil, nil)
      return
    }
    let interplay = table.seedSpeakerSquare - restSquare
    let between =
      max(0, table.speakerSquare - table.wordSquare - interplay) / (seeds * table.effectiveWords)
    betweenSpeakers = between
    speaker = between * table.squaredShares
  }
}

/// A complete table of seeds and units, units within speakers, with its mean squares.
private struct CrossedTable {
  let values: [[Double]]
  /// The units of each speaker.
  let members: [[Int]]
  /// Means by seed and speaker, `[S][P]`.
  let cells: [[Double]]
  let seedMeans: [Double]
  let unitMeans: [Double]
  let speakerMeans: [Double]
  let mean: Double

  var seedCount: Int { values.count }
  var unitCount: Int { unitMeans.count }
  var speakerCount: Int { members.count }

  init?(values: [[Double]], speakers: [String]) {
    guard let first = values.first, !first.isEmpty, first.count == speakers.count,
      values.allSatisfy({ $0.count == first.count })
    else { return nil }
    self.values = values
    let members = Dictionary(grouping: speakers.indices) { speakers[$0] }
      .sorted { $0.key < $1.key }.map(\.value)
    self.members = members
    cells = values.map { row in members.map { own in average(own.map { row[$0] }) } }
    seedMeans = values.map(average)
    unitMeans = first.indices.map { unit in average(values.map { $0[unit] }) }
    speakerMeans = members.map { [unitMeans] own in average(own.map { unitMeans[$0] }) }
    mean = average(seedMeans)
  }

  /// The mean square of seeds.
  var seedSquare: Double {
    Double(unitCount) * squares(seedMeans.map { $0 - mean }) / Double(seedCount - 1)
  }

  /// The mean square of words within their speaker.
  var wordSquare: Double {
    let within = members.indices.map { speaker in
      squares(members[speaker].map { unitMeans[$0] - speakerMeans[speaker] })
    }
    return Double(seedCount) * within.reduce(0, +) / Double(unitCount - speakerCount)
  }

  /// The mean square of speakers.
  var speakerSquare: Double {
    let between = zip(members, speakerMeans).map { own, value in
      Double(own.count) * (value - mean) * (value - mean)
    }
    return Double(seedCount) * between.reduce(0, +) / Double(speakerCount - 1)
  }

  /// The mean square of seeds by speakers.
  var seedSpeakerSquare: Double {
    var sum = 0.0
    for seed in values.indices {
      for speaker in members.indices {
        let left = cells[seed][speaker] - seedMeans[seed] - speakerMeans[speaker] + mean
        sum += Double(members[speaker].count) * left * left
      }
    }
    return sum / Double((seedCount - 1) * (speakerCount - 1))
  }

  /// The mean square of seeds by words within their speaker.
  var restSquare: Double {
    var sum = 0.0
    for seed in values.indices {
      for speaker in members.indices {
        for unit in members[speaker] {
          let left =
            values[seed][unit] - cells[seed][speaker] - unitMeans[unit] + speakerMeans[speaker]
          sum += left * left
        }
      }
    }
    return sum / Double((seedCount - 1) * (unitCount - speakerCount))
  }

  /// The sum over speakers of the squared share that each has of the units.
  var squaredShares: Double {
    squares(members.map { Double($0.count) / Double(unitCount) })
  }

  /// The words of a speaker, averaged so that speakers with few weigh as they do in mean squares.
  var effectiveWords: Double {
    Double(unitCount) * (1 - squaredShares) / Double(speakerCount - 1)
  }
}

private func average(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

private func squares(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }
