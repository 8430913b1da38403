import Metrics

/// Attributes of speakers that the speakers of a test cannot tell apart.
public struct Confounding: Codable, Sendable, Hashable {
  /// Names of attributes that sort the speakers in the same way: a difference between the groups of
  /// one is one between those of the others, and nothing says which of them matters.
  public let sameGroups: [[String]]
  /// Names of attributes of which all speakers with a known value are in one group, so that nothing
  /// can be compared, with that group.
  public let constant: [String: String]
  /// The number of speakers.
  public let speakerCount: Int

  /// Compares attributes over the speakers of some predictions; those of words and utterances are
  /// left out.
  public init(of attributes: [Attribute], in predictions: [Prediction]) {
    var heard: [String: Prediction] = [:]
    for prediction in predictions where heard[prediction.speaker] == nil {
      heard[prediction.speaker] = prediction
    }
    let speakers = heard.keys.sorted()
    var constant: [String: String] = [:]
    var varied: [(name: String, partition: [Int?])] = []
    for attribute in attributes where attribute.level == .speaker {
      let groups = speakers.map { heard[$0].flatMap(attribute.group) }
      let values = Set(groups.compactMap { $0 })
      if values.count > 1 {
        varied.append((attribute.name, Self.partition(groups)))
      } else {
        constant[attribute.name] = values.first
      }
    }
    self.constant = constant
    speakerCount = speakers.count
    sameGroups = varied.grouped(by: \.partition).map { $0.elements.map(\.name) }
      .filter { $0.count > 1 }
  }

  /// The other attributes that a difference between the groups of one may as well come from.
  public func partners(of attribute: String) -> [String] {
    sameGroups.first { $0.contains(attribute) }?.filter { $0 != attribute } ?? []
  }

  /// One sentence for each fact.
  public var sentences: [String] {
    sameGroups.map { names in
      "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "") sort the "
        + "\(speakerCount) speakers in the same way: no number here can tell which of them makes a "
        + "difference."
    }
      // One speaker is one group by speaker, which says nothing that was not said.
      + constant.filter { $0.key != "speaker" }.sorted { $0.key < $1.key }.map { name, group in
        "Every speaker with a known \(name) is in the group \(group): nothing can be said about "
          + "differences by \(name)."
      }
  }

  /// Groups numbered in the order in which they first occur.
  private static func partition(_ groups: [String?]) -> [Int?] {
    let numbers = groups.compactMap { $0 }.distinct().places
    return groups.map { $0.flatMap { numbers[$0] } }
  }
}
