import Audio
import Corpora
import Randomness

/// The embedded corpus: synthetic voices that say words with seven emotions.
///
/// Numbers measured on it are about synthetic speech and say nothing about people. It behaves like
/// acted speech in one respect, on purpose: every voice shows emotions in its own way, so that a
/// random split is easy and an unheard voice is hard.
public struct SyntheticCorpus: Sendable, Hashable {
  /// The version of the sound: other numbers mean other samples for the same seed.
  public static let version = 2
  /// The name by which the corpus is asked for.
  public static let name = "synthetic"
  /// All words, in the order in which a corpus takes them.
  public static let words = Lexicon.entries.map(\.word)
  /// The words that a corpus has unless another number is asked for.
  public static let usualWords = 80
  /// The voices that a corpus has unless another number is asked for.
  public static let usualVoices = 2

  /// One utterance of the corpus, before it is sound.
  public struct Item: Sendable, Hashable {
    /// Who speaks.
    public let voice: Voice
    /// The word after the carrier phrase.
    public let word: String
    /// How it is said.
    public let emotion: Emotion

    /// The identifier, for example `v1_tree_angry`.
    public var id: String { "\(voice.id)_\(word)_\(emotion.rawValue)" }
    /// The file, relative to the corpus' folder.
    public var path: String { "\(voice.id)/\(id).wav" }
  }

  /// Where all random sequences start.
  public let seed: UInt64
  /// Who speaks.
  public let voices: [Voice]
  /// What is said after the carrier phrase.
  public let words: [String]

  /// Chooses voices and words.
  ///
  /// - Throws: `SyntheticCorpusError.voicesOutOfRange` or `.wordsOutOfRange`.
  public init(
    seed: UInt64 = 0, voices: Int = usualVoices, words: Int = usualWords
  ) throws(SyntheticCorpusError) {
    guard (1...Voice.all.count).contains(voices) else {
      throw .voicesOutOfRange(asked: voices, available: Voice.all.count)
    }
    guard (1...Self.words.count).contains(words) else {
      throw .wordsOutOfRange(asked: words, available: Self.words.count)
    }
    self.seed = seed
    self.voices = Array(Voice.all.prefix(voices))
    self.words = Array(Self.words.prefix(words))
  }

  /// Every voice saying every word with every emotion, sorted by voice, word and emotion.
  public var items: [Item] {
    voices.flatMap { voice in
      words.flatMap { word in
        Emotion.allCases.map { Item(voice: voice, word: word, emotion: $0) }
      }
    }
  }

  /// The sound of an utterance: the same for the same seed, whatever else is made.
  public func waveform(of item: Item) -> Waveform {
    var generator = SplitMix64(seed: seed, name: item.id)
    let style = item.voice.style(of: item.emotion, seed: seed).ofUtterance(using: &generator)
    let plan = SpeechPlan(
      word: item.word, voice: item.voice, style: style, seed: generator.next())
    return SpeechSynthesizer.render(plan, seed: generator.next())
  }
}
