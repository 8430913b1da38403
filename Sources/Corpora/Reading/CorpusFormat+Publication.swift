extension CorpusFormat {
  /// Where a published corpus comes from and under which licence, as its card says; `nil` for what
  /// is nobody's publication.
  public var publication: (source: String, licence: String)? {
    let shareAlike =
      "CC BY-NC-SA 4.0: not for commercial use; changed copies under the same terms"
    return switch self {
    case .tess:
      (
        "https://doi.org/10.5683/SP2/E8H2MF",
        "CC BY-NC-ND 4.0: not for commercial use, and no changed copies handed on"
      )
    case .ravdess:
      (
        "https://doi.org/10.5281/zenodo.1188976, file `Audio_Speech_Actors_01-24.zip`",
        shareAlike
      )
    case .cremaD:
      (
        "https://github.com/CheyneyComputerScience/CREMA-D",
        "Open Database Licence 1.0; contents under the Database Contents Licence 1.0"
      )
    case .emodb:
      (
        "http://emodb.bilderbar.info",
        "as stated by the publisher at the source; not part of this repository"
      )
    case .savee:
      (
        "http://kahlan.eps.surrey.ac.uk/savee/",
        "as stated by the publisher, who gives the recordings for research after registration; not "
          + "part of this repository"
      )
    case .nemo: ("https://github.com/amu-cai/nEMO", shareAlike)
    case .manifest, .audioFolder: nil
    }
  }
}
