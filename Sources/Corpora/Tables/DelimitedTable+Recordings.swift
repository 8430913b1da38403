extension DelimitedTable {
  /// What the column may be called that says which recording a row is of, the likeliest name first;
  /// all in lower case.
  public static let recordingNames = [
    "path", "wav", "file", "filename", "utterance", "key", "file_name", "audio",
  ]

  /// The column that says which recording a row is of: the likeliest that is there.
  public var recordingColumn: String? { Self.recordingNames.first(where: columns.contains) }
}
