/// What is wrong with data that a calibration was asked of. `description` words it.
public enum CalibrationError: Error, Sendable, Hashable {
  /// Dev data holds a speaker whom training never heard.
  case devSpeakerNotTrained(speaker: String, utterance: String)
  /// An utterance is fitted on and tested on.
  case fittedUtteranceTested(String)
}

extension CalibrationError: CustomStringConvertible {
  /// What was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .devSpeakerNotTrained(let speaker, let utterance):
      "\(utterance): dev data of speaker \(speaker), whom training never heard; expected training "
        + "speakers only. Fit on the dev part of the split."
    case .fittedUtteranceTested(let utterance):
      "\(utterance): stands in the data of the fit and in a test; expected one of them. Take it "
        + "out of the fit."
    }
  }
}
