/// The labels of corpora that are known by name, as `datasets/<corpus>/labels.tsv` declares them.
extension LabelMap {
  /// The seven emotions by their own names.
  public static let sevenEmotions = LabelMap(
    declared: Emotion.allCases.map { ($0.rawValue, .emotion($0)) })

  /// The labels in TESS' file names and folders.
  public static let tess: LabelMap = [
    "angry": .emotion(.angry), "disgust": .emotion(.disgust), "fear": .emotion(.fear),
    "happy": .emotion(.happy), "neutral": .emotion(.neutral), "ps": .emotion(.surprise),
    "pleasant_surprise": .emotion(.surprise), "pleasant_surprised": .emotion(.surprise),
    "sad": .emotion(.sad), "surprise": .emotion(.surprise),
  ]

  /// RAVDESS' names of its eight emotions; `calm` has no counterpart.
  public static let ravdess: LabelMap = [
    "neutral": .emotion(.neutral), "calm": .dropped, "happy": .emotion(.happy),
    "sad": .emotion(.sad), "angry": .emotion(.angry), "fearful": .emotion(.fear),
    "disgust": .emotion(.disgust), "surprised": .emotion(.surprise),
  ]

  /// CREMA-D's codes of its six emotions.
  public static let cremaD: LabelMap = [
    "ANG": .emotion(.angry), "DIS": .emotion(.disgust), "FEA": .emotion(.fear),
    "HAP": .emotion(.happy), "NEU": .emotion(.neutral), "SAD": .emotion(.sad),
  ]

  /// The English names of EmoDB's seven emotions; `boredom` has no counterpart.
  public static let emodb: LabelMap = [
    "anger": .emotion(.angry), "boredom": .dropped, "disgust": .emotion(.disgust),
    "fear": .emotion(.fear), "happiness": .emotion(.happy), "sadness": .emotion(.sad),
    "neutral": .emotion(.neutral),
  ]

  /// SAVEE's names of its seven emotions.
  public static let savee: LabelMap = [
    "anger": .emotion(.angry), "disgust": .emotion(.disgust), "fear": .emotion(.fear),
    "happiness": .emotion(.happy), "neutral": .emotion(.neutral), "sadness": .emotion(.sad),
    "surprise": .emotion(.surprise),
  ]

  /// nEMO's names of its six emotions.
  public static let nemo: LabelMap = [
    "anger": .emotion(.angry), "fear": .emotion(.fear), "happiness": .emotion(.happy),
    "neutral": .emotion(.neutral), "sadness": .emotion(.sad), "surprised": .emotion(.surprise),
  ]

  /// What a table may say without a label map of its own: the seven emotions, their usual synonyms,
  /// and the codes of three letters of CREMA-D and IEMOCAP.
  ///
  /// IEMOCAP's `exc`, `fru` and `oth` are not among them: what they stand for is to be declared.
  public static let manifest = sevenEmotions.adding(tess).adding(cremaD).adding([
    "anger": .emotion(.angry), "disgusted": .emotion(.disgust), "fearful": .emotion(.fear),
    "happiness": .emotion(.happy), "sadness": .emotion(.sad), "surprised": .emotion(.surprise),
    "SUR": .emotion(.surprise),
  ])
}
