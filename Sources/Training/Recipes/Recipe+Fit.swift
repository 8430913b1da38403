import Configuration
import Networks

extension Recipe {
  /// Refuses a network that the features do not fit, by the key that should be another.
  ///
  /// - Parameters:
  ///   - features: what is written of the features.
  ///   - network: what is written of the network.
  func requireFit(
    features: ConfigurationMapping, network: ConfigurationMapping
  ) throws(ConfigurationError) {
    do throws(NetworkError) {
      _ = try networkConfiguration()
    } catch .inputVanishes(let axis, let found, let pooledBy) {
      let (size, pools) =
        axis == "bands" ? ("melBands", "pooledBands") : ("maximumFrames", "pooledFrames")
      if network.has(pools) {
        throw network.refusal(
          of: pools,
          expected: "pools that leave some of the \(found) \(axis) of features.\(size)"
            + (pooledBy.map { "; these divide them by \($0)" } ?? ""))
      }
      throw features.refusal(
        of: size, default: "the number \(found)",
        expected: (pooledBy.map { "at least \($0), by" } ?? "more than that by")
          + " which network.\(pools) divide it")
    } catch .configuration(let field, let found, let expected) {
      let key = field == "pools" ? "pooledBands" : field
      throw .refusedValue(network.placeOf(key), found: found, expected: expected)
    } catch {
      throw .refusedValue(
        network.place, found: "a network", expected: "another one: \(error.description)")
    }
  }
}
