// swift-tools-version: 6.1
// The search for a recipe, apart from the package itself: what it finds goes into the default
// recipe, and every trial into docs/decisions.
import PackageDescription

let package = Package(
  name: "Experiments",
  dependencies: [.package(name: "ser-audit", path: "..")],
  targets: [
    .executableTarget(
      name: "recipe-trial",
      dependencies: [
        .product(name: "Training", package: "ser-audit"),
        .product(name: "Corpora", package: "ser-audit"),
        .product(name: "Audio", package: "ser-audit"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
