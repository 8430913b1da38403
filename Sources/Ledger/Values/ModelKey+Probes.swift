extension ModelKey {
  static let probePrefix = "probe/"

  /// The key of a probe, which has no training seed of its own.
  ///
  /// - Parameters:
  ///   - run: the `Run.id`.
  ///   - split: the `Split.id`.
  ///   - probe: the probe's name, for example `duration`.
  public static func probe(run: String, split: String, probe: String) -> ModelKey {
    ModelKey(run: run, split: split, name: probePrefix + probe, seed: 0)
  }

  /// Whether the model is a probe, which audits set beside the models that they are about.
  public var isProbe: Bool { name.hasPrefix(Self.probePrefix) }

  /// The probe's name, or `nil` for another model.
  public var probe: String? { isProbe ? String(name.dropFirst(Self.probePrefix.count)) : nil }
}
