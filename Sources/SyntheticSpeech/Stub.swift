public struct SyntheticCorpus: Sendable { public static let standard = SyntheticCorpus(); public func write(to: String) throws {} }
