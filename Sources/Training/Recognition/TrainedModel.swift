import Configuration
import Corpora
import Features
import Foundation
import Networks

/// A network's weights with all that is needed to use them and to say where they come from.
public struct TrainedModel: Sendable {
  /// What the training did.
  public let recipe: Recipe
  /// The split's name.
  public let split: String
  /// The training speakers.
  public let trainedOn: [String]
  /// The training seed.
  public let seed: UInt64
  /// The epoch whose weights these are, counted from 0.
  public let keptEpoch: Int
  /// All epochs.
  public let curve: [EpochReport]
  /// The mean of the training speakers; `nil` in a model of before it was kept.
  public let speakerMean: SpeakerMean?
  /// What of its split it could not hear; `nil` where it heard all, and in a model of before this
  /// was kept.
  public let omissions: TrainingOmissions?
  /// Facts that the caller adds, for example the corpus' hash.
  public let provenance: [String: String]
  /// Parameters and running statistics.
  public let state: [NamedArray]
  /// The file that it was read from; `nil` of one that was in none yet.
  public let file: String?

  private static let format = "ser-audit-model/1"

  private struct Facts: Codable {
    let recipe: Recipe
    let split: String
    let trainedOn: [String]
    let seed: UInt64
    let keptEpoch: Int
    let curve: [EpochReport]
    let labels: [String]
    let speakerMean: SpeakerMean?
    let omissions: TrainingOmissions?
    let provenance: [String: String]

    // Files that are there already have the name of before.
    enum CodingKeys: String, CodingKey {
      case recipe, split, trainedOn, seed, curve, labels, speakerMean, omissions, provenance
      case keptEpoch = "bestEpoch"
    }
  }

  /// Creates a model from its parts.
  public init(
    recipe: Recipe, split: String, trainedOn: [String], seed: UInt64, keptEpoch: Int,
    curve: [EpochReport], speakerMean: SpeakerMean? = nil, omissions: TrainingOmissions? = nil,
    provenance: [String: String], state: [NamedArray], file: String? = nil
  ) {
    self.recipe = recipe
    self.split = split
    self.trainedOn = trainedOn
    self.seed = seed
    self.keptEpoch = keptEpoch
    self.curve = curve
    self.speakerMean = speakerMean
    self.omissions = omissions
    self.provenance = provenance
    self.state = state
    self.file = file
  }

  /// What a file of the model says about it: `format` names the layout of `facts`, which is a JSON
  /// object with recipe, feature settings (within the recipe), labels, curve and provenance.
  ///
  /// - Throws: `TrainingError.recipe` where a number is not finite.
  public func metadata() throws(TrainingError) -> [String: String] {
    let facts = Facts(
      recipe: recipe, split: split, trainedOn: trainedOn, seed: seed, keptEpoch: keptEpoch,
      curve: curve, labels: Emotion.allCases.map(\.rawValue), speakerMean: speakerMean,
      omissions: omissions, provenance: provenance)
    return ["format": Self.format, "facts": try jsonText(facts)]
  }

  /// Writes weights and metadata as one safetensors file, whole or not at all.
  public func write(to path: String) throws(TrainingError) {
    try SafeTensors(arrays: state, metadata: metadata()).sealed().write(to: path)
  }

  /// Reads a file written by `write(to:)`.
  ///
  /// - Throws: `TrainingError.foreignFile` for another format, other labels or other arrays, and
  ///   where the file has a checksum (files of before have none) that is not that of its bytes.
  public init(path: String) throws(TrainingError) {
    let file = try SafeTensors(path: path)
    guard file.metadata["format"] == Self.format else {
      throw .foreignFile(
        path: path,
        reason: "its format is \(file.metadata["format"] ?? "not named"), not \(Self.format)")
    }
    guard let text = file.metadata["facts"],
      let facts = try? JSONDecoder().decode(Facts.self, from: Data(text.utf8))
    else { throw .foreignFile(path: path, reason: "its metadata cannot be understood") }
    let labels = Emotion.allCases.map(\.rawValue)
    guard facts.labels == labels else {
      throw .foreignFile(path: path, reason: "its labels are \(facts.labels), not \(labels)")
    }
    guard file.isSealed || !file.hasSeal else {
      throw .foreignFile(path: path, reason: "its bytes are not those that were written")
    }
    guard facts.curve.isEmpty || facts.curve.indices.contains(facts.keptEpoch) else {
      throw .foreignFile(path: path, reason: "the epoch of its weights is not in its curve")
    }
    try Self.requireRanges(of: facts.recipe, path: path)
    let bands = facts.recipe.features.melBands
    guard facts.speakerMean.map({ $0.frames > 0 && $0.means.count == bands }) ?? true else {
      throw .foreignFile(path: path, reason: "its mean of speakers does not have \(bands) bands")
    }
    self.init(
      recipe: facts.recipe, split: facts.split, trainedOn: facts.trainedOn, seed: facts.seed,
      keptEpoch: facts.keptEpoch, curve: facts.curve, speakerMean: facts.speakerMean,
      omissions: facts.omissions, provenance: facts.provenance, state: file.arrays, file: path)
  }
}

extension TrainedModel {
  /// Holds decoded settings to the ranges of a recipe file, before memory is laid out by them.
  private static func requireRanges(of recipe: Recipe, path: String) throws(TrainingError) {
    do throws(ConfigurationError) {
      try recipe.validateSizes()
    } catch {
      throw .foreignFile(path: path, reason: Self.reason(error))
    }
  }

  /// What is wrong with the recipe of a model, whose text nobody has written line by line.
  private static func reason(_ error: ConfigurationError) -> String {
    guard case .refusedValue(let place, let found, let expected) = error else {
      return "its recipe cannot be used: \(error.description)"
    }
    return "its recipe has \(found) as \(place.key), expected \(expected)"
  }
}
