import Configuration
import Networks

extension Recipe {
  /// Refuses a network that the features do not fit, by the key that should be another.
  ///
  /// - Parameters:
  ///   - root: the whole recipe, for the place of an error.
  ///   - features: what is written of the features, if anything is.
  ///   - network: what is written of the network, if anything is.
  func requireFit(
    _ root: ConfigurationMapping, features: ConfigurationMapping?, network: ConfigurationMapping?
  ) throws(ConfigurationError) {
    do throws(NetworkError) {
      _ = try networkConfiguration()
    } catch .inputVanishes(let axis, let found, let pooledBy) {
      let (size, pools) =
        axis == "bands" ? ("melBands", "pooledBands") : ("maximumFrames", "pooledFrames")
      if let network, network.has(pools) {
        throw network.refusal(
          of: pools,
          expected: "pools that leave some of the \(found) \(axis) of features.\(size)"
            + (pooledBy.map { "; these divide them by \($0)" } ?? ""))
      }
      throw (features ?? root).refusal(
        of: size,
        expected: (pooledBy.map { "at least \($0), by" } ?? "more than that by")
          + " which network.\(pools) divide it")
    } catch .configuration(let field, let found, let expected) {
      let key = field == "pools" ? "pooledBands" : field
      throw .refusedValue((network ?? root).placeOf(key), found: found, expected: expected)
    } catch {
      throw root.refusal(of: "network", expected: "another one: \(error.description)")
    }
  }
}
