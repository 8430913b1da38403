// swift-tools-version: 6.1
// Speed of the engine, of answers, of features, of the bootstrap and of the ledger, apart from the
// package itself so that nobody builds it by the way.
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "ser-audit", path: "..")],
  targets: [
    .executableTarget(
      name: "step",
      dependencies: [
        .product(name: "Networks", package: "ser-audit"),
        .product(name: "Tensors", package: "ser-audit"),
      ]),
    .executableTarget(
      name: "bootstrap",
      dependencies: [
        .product(name: "Metrics", package: "ser-audit"),
        .product(name: "Corpora", package: "ser-audit"),
      ]),
    .executableTarget(
      name: "ledger",
      dependencies: [
        .product(name: "Ledger", package: "ser-audit"),
        .product(name: "Metrics", package: "ser-audit"),
        .product(name: "Corpora", package: "ser-audit"),
      ]),
    .executableTarget(
      name: "recognize",
      dependencies: [
        .product(name: "Audio", package: "ser-audit"),
        .product(name: "Networks", package: "ser-audit"),
        .product(name: "Training", package: "ser-audit"),
      ]),
    .executableTarget(
      name: "features",
      dependencies: [
        .product(name: "Audio", package: "ser-audit"),
        .product(name: "Features", package: "ser-audit"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
