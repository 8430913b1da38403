import CKernels
import Foundation
import Testing

/// The kernels in force on the calling thread.
var kernels: ser_kernel_table { ser_kernels().pointee }

/// The tests of the C kernels. Each claim is checked on every instruction set that the machine has,
/// chosen for the test's own thread, since other tests share the process.
@Suite struct Kernels {
  /// The instruction sets that this machine can run.
  static let levels = [SER_BASELINE, SER_AVX2, SER_AVX512].filter {
    defer { ser_use_level(SER_AVX512) }
    return ser_use_level($0) == $0
  }

  /// Runs `body` with the kernels of `level`, which are in force on the calling thread meanwhile.
  static func with(_ level: ser_level, _ body: () -> Void) {
    ser_use_level(level)
    body()
    ser_use_level(SER_AVX512)
  }

  @Test func aLevelChosenForAThreadIsInForceThereAndIsGivenUpAgain() {
    let usual = kernels.level
    for level in Self.levels {
      Self.with(level) { #expect(kernels.level == level) }
      #expect(kernels.level == usual)
    }
  }

  @Test func aLevelThatTheMachineLacksBecomesTheBestOneItHas() throws {
    #expect(ser_use_level(SER_AVX512) == Self.levels.last)
    #if arch(x86_64)
      let flags = Set(
        try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8).split(separator: "\n")
          .first { $0.hasPrefix("flags") }?.split(separator: " ") ?? [])
      let hasAVX2 = flags.isSuperset(of: ["avx2", "fma"])
      let hasAVX512 = flags.isSuperset(of: ["avx512f", "avx512vl", "avx512bw", "avx512dq"])
      #expect(Self.levels.contains(SER_AVX2) == hasAVX2)
      #expect(Self.levels.contains(SER_AVX512) == (hasAVX2 && hasAVX512))
    #endif
  }
}
