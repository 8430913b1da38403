// swift-tools-version: 6.1
// Targets stand bottom floor first: a recording enters at the top of this list, a decision leaves
// at its end, and a target imports only what stands above it.
import PackageDescription

let package = Package(
  name: "ser-audit",
  // A library brings every module whose types stand in its own API, so that a client names one
  // product and may import what the calls need.
  products: [
    .executable(name: "ser-audit", targets: ["SerAudit"]),
    .library(name: "Tensors", targets: ["Tensors"]),
    .library(name: "Networks", targets: ["Networks"]),
    .library(name: "Audio", targets: ["Audio"]),
    .library(name: "Features", targets: ["Features", "Audio"]),
    .library(name: "Corpora", targets: ["Corpora"]),
    .library(
      name: "Training",
      targets: ["Training", "Networks", "Features", "Corpora", "Audio", "Configuration"]),
    .library(name: "Metrics", targets: ["Metrics", "Corpora"]),
    .library(name: "Ledger", targets: ["Ledger", "Gates", "Findings", "Metrics", "Corpora"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Floor 0: system libraries and the inner loops in C.
    .systemLibrary(
      name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(
      name: "CRubberBand", pkgConfig: "rubberband", providers: [.apt(["librubberband-dev"])]),
    .target(name: "CKernels"),
    .target(name: "Randomness"),
    .target(name: "Parallel"),
    .target(name: "Wording"),

    // Floor 1: numbers, names and recordings, each knowing nothing of the others.
    .target(name: "Tensors", dependencies: ["CKernels"]),
    .target(
      name: "Configuration", dependencies: ["Wording", .product(name: "Yams", package: "Yams")]),
    .target(name: "Corpora", dependencies: ["Randomness", "Wording"]),
    .target(name: "Audio", dependencies: ["CSndfile", "CSoxr", "CFFTW"]),

    // Floor 2: what is done to a recording, and what is computed from numbers.
    .target(name: "Perturbations", dependencies: ["Audio", "Randomness", "CRubberBand"]),
    .target(name: "Features", dependencies: ["Audio"]),
    .target(name: "Fingerprints", dependencies: ["Audio", "Parallel"]),
    .target(
      name: "SyntheticSpeech", dependencies: ["Audio", "Corpora", "Randomness", "Parallel"]),
    .target(name: "Networks", dependencies: ["Tensors", "CKernels"]),
    .target(name: "Metrics", dependencies: ["Corpora", "Randomness", "Parallel", "Wording"]),

    // Floor 3: a trained model, and an answered question.
    .target(
      name: "Training",
      dependencies: [
        "Networks", "Features", "Perturbations", "Metrics", "Corpora", "Audio", "Configuration",
        "Randomness", "Parallel",
      ]),
    .target(name: "KnownAnswers", dependencies: ["Metrics", "Corpora", "Randomness"]),
    .target(name: "Findings", dependencies: ["Metrics", "Corpora"]),

    // Floor 4: the questions of an audit, the decision, and models for other programs.
    .target(name: "Calibration", dependencies: ["Findings", "Metrics", "Corpora", "Randomness"]),
    .target(
      name: "Fairness",
      dependencies: [
        "Findings", "Metrics", "Corpora", "Randomness", "Parallel", "Wording",
      ]),
    .target(
      name: "Audits",
      dependencies: [
        "Findings", "Metrics", "Perturbations", "Fingerprints", "Corpora", "Audio", "Randomness",
        "Parallel", "Wording",
      ]),
    .target(
      name: "Probes",
      dependencies: ["Audits", "Features", "Metrics", "Corpora", "Audio", "Parallel"]),
    .target(
      name: "Exploration",
      dependencies: ["Features", "Metrics", "Corpora", "Audio", "Randomness", "Parallel"]),
    .target(
      name: "Gates",
      dependencies: [
        "Findings", "Metrics", "Perturbations", "Corpora", "Configuration", "Wording",
      ]),
    .target(name: "Interchange", dependencies: ["Training", "Networks"]),

    // Floor 5: every check at once, keeping and showing.
    .target(
      name: "SelfTest",
      dependencies: [
        "KnownAnswers", "Fairness", "Calibration", "Probes", "Audits", "Gates", "Findings",
        "Metrics", "Corpora", "Randomness", "Parallel",
      ]),
    .target(
      name: "Ledger",
      dependencies: [
        "Corpora", "Metrics", "Findings", "Gates", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Gates", "Exploration", "Findings", "Metrics", "Corpora", "Wording",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),

    // Floor 6: the command line.
    .executableTarget(
      name: "SerAudit",
      dependencies: [
        "Configuration", "Corpora", "Audio", "Perturbations", "Features", "Fingerprints",
        "SyntheticSpeech", "Networks", "Metrics", "Training", "Findings", "Audits", "Calibration",
        "Fairness", "Probes", "Exploration", "Gates", "Interchange", "Ledger", "Reports",
        "SelfTest", "Randomness", "Parallel", "Wording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests mirror the sources. Reference numbers and golden texts are read from beside the tests.
    .testTarget(name: "RandomnessTests", dependencies: ["Randomness"]),
    .testTarget(name: "ParallelTests", dependencies: ["Parallel"]),
    .testTarget(name: "WordingTests", dependencies: ["Wording"]),
    .target(name: "CKernelTwins", dependencies: ["CKernels"], path: "Tests/CKernelTwins"),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "CKernelsTests", dependencies: ["CKernelTwins", "CKernels", "Networks", "Tensors"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "Randomness"]),
    .testTarget(name: "ConfigurationTests", dependencies: ["TestSupport", "Configuration"]),
    .testTarget(name: "CorporaTests", dependencies: ["TestSupport", "Corpora", "Randomness"]),
    .testTarget(
      name: "AudioTests", dependencies: ["TestSupport", "Audio", "CSndfile"],
      exclude: ["Reference"]),
    .testTarget(
      name: "PerturbationsTests",
      dependencies: [
        "TestSupport", "Perturbations", "Audio", "Randomness",
      ], exclude: ["Reference"]),
    .testTarget(
      name: "FeaturesTests", dependencies: ["TestSupport", "Features", "Audio"],
      exclude: ["Reference"]),
    .testTarget(
      name: "FingerprintsTests",
      dependencies: ["TestSupport", "Fingerprints", "Audio", "CSndfile", "Randomness"]),
    .testTarget(
      name: "SyntheticSpeechTests",
      dependencies: [
        "TestSupport", "SyntheticSpeech", "Audio", "Corpora", "Features",
      ]),
    .testTarget(
      name: "NetworksTests",
      dependencies: [
        "TestSupport", "Networks", "Tensors", "CKernels",
      ], exclude: ["Reference"]),
    .testTarget(
      name: "MetricsTests",
      dependencies: ["TestSupport", "Metrics", "KnownAnswers", "Corpora", "Randomness"],
      exclude: ["Reference"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "TestSupport",
        "Training", "Networks", "Features", "Perturbations", "Corpora", "Audio", "Randomness",
        "Configuration",
      ]),
    .testTarget(
      name: "CalibrationTests",
      dependencies: [
        "TestSupport",
        "Calibration", "KnownAnswers", "Findings", "Metrics", "Corpora", "Randomness",
      ], exclude: ["Reference"]),
    .testTarget(
      name: "KnownAnswersTests",
      dependencies: [
        "KnownAnswers", "Calibration", "Metrics", "Corpora",
      ]),
    .testTarget(
      name: "FairnessTests",
      dependencies: [
        "TestSupport", "Fairness", "KnownAnswers", "Findings", "Metrics", "Corpora", "Randomness",
      ], exclude: ["Reference"]),
    .testTarget(
      name: "FindingsTests", dependencies: ["Findings", "KnownAnswers", "Metrics", "Corpora"]),
    .testTarget(
      name: "AuditsTests",
      dependencies: [
        "TestSupport",
        "Audits", "Calibration", "Fairness", "Findings", "Metrics", "Corpora", "Audio",
        "Perturbations", "Randomness",
      ]),
    .testTarget(
      name: "ProbesTests",
      dependencies: [
        "TestSupport", "Probes", "Metrics", "Corpora", "Audio", "Randomness", "Parallel",
      ], exclude: ["Reference"]),
    .testTarget(
      name: "ExplorationTests",
      dependencies: ["TestSupport", "Exploration", "SyntheticSpeech", "Corpora", "Randomness"]),
    .testTarget(
      name: "GatesTests",
      dependencies: [
        "Gates", "Findings", "Metrics", "Perturbations", "Corpora", "Configuration",
      ], exclude: ["Golden"]),
    .testTarget(
      name: "InterchangeTests",
      dependencies: [
        "TestSupport",
        "Interchange", "Training", "Networks", "Features", "Corpora", "Audio", "SyntheticSpeech",
        "Randomness",
      ]),
    .testTarget(
      name: "SelfTestTests",
      dependencies: ["TestSupport", "SelfTest", "KnownAnswers", "Findings", "Metrics"]),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "TestSupport", "Ledger", "Corpora", "Metrics", "Findings", "Gates",
      ], exclude: ["Golden", "Reference"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "TestSupport",
        "Reports", "Exploration", "SyntheticSpeech", "Gates", "Findings", "Metrics", "Corpora",
        .product(name: "Yams", package: "Yams"),
      ], exclude: ["Golden"]),
    .testTarget(
      name: "SerAuditTests",
      dependencies: [
        "TestSupport",
        "SyntheticSpeech", "Audio", "Audits", "Corpora", "Exploration", "Findings", "Randomness",
        "SelfTest", .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)

// Tests run once, so optimizing them takes longer than it saves; what they test stays optimized.
for target in package.targets where target.type == .test {
  target.swiftSettings = [.unsafeFlags(["-Onone"])]
}
