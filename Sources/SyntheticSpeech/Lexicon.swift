/// The words of the synthetic corpus with their sounds, and the phrase that carries them.
enum Lexicon {
  /// A word and its sounds.
  struct Entry: Sendable {
    let word: String
    let phonemes: [Phoneme]
  }

  /// The sounds of "say the word", the same in every utterance.
  static let carrier = phonemes("S EY DH AH W ER D")

  /// The words in the order in which a corpus takes them.
  static let entries: [Entry] = table.split(separator: "\n").flatMap { line in
    line.split(separator: ",").map { entry in
      let parts = entry.split(separator: " ", maxSplits: 1)
      return Entry(word: String(parts[0]), phonemes: phonemes(parts.count > 1 ? parts[1] : ""))
    }
  }

  private static func phonemes(_ symbols: some StringProtocol) -> [Phoneme] {
    symbols.split(separator: " ").compactMap { Phoneme(symbol: String($0)) }
  }

  private static let table = """
    tree T R IY,lamp L AE M P,boat B OW T,chair CH EH R,stone S T OW N,milk M IH L K
    green G R IY N,house HH AW S,voice V OY S,night N AY T,book B UH K,fish F IH SH
    road R OW D,cloud K L AW D,wind W IH N D,leaf L IY F,pearl P ER L,jump JH AH M P
    glass G L AE S,dark D AA R K,sing S IH NG,cup K AH P,moon M UW N,thick TH IH K
    yard Y AA R D,zone Z OW N,plum P L AH M,train T R EY N,shore SH AO R,gate G EY T
    wheel W IY L,horse HH AO R S,bird B ER D,five F AY V,coin K OY N,mouse M AW S
    sheep SH IY P,bread B R EH D,wool W UH L,juice JH UW S,north N AO R TH,crab K R AE B
    drum D R AH M,lake L EY K,path P AE TH,rope R OW P,seed S IY D,tooth T UW TH
    vine V AY N,whale W EY L,ground G R AW N D,bench B EH N CH,hill HH IH L,key K IY
    pond P AA N D,shell SH EH L,thumb TH AH M,wolf W UH L F,young Y AH NG,desk D EH S K
    apple AE P AH L,river R IH V ER,window W IH N D OW,table T EY B AH L,garden G AA R D AH N
    paper P EY P ER,yellow Y EH L OW,mirror M IH R ER,button B AH T AH N,summer S AH M ER
    rabbit R AE B IH T,silver S IH L V ER,pocket P AA K AH T,dinner D IH N ER
    kitten K IH T AH N,lemon L EH M AH N,motor M OW T ER,ocean OW SH AH N,pillow P IH L OW
    tiger T AY G ER
    """
}
