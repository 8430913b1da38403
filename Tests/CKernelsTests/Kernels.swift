import CKernels
import Testing

/// The tests of the C kernels. Each claim is checked on every instruction set that the machine has,
/// chosen for the test's own thread, since other tests share the process.
@Suite struct Kernels {
  /// The instruction sets that this machine can run.
  static let levels = [SER_BASELINE, SER_AVX2, SER_AVX512].filter {
    $0.rawValue <= ser_best_level().rawValue
  }

  /// Runs `body` with the kernels of `level` on the calling thread.
  static func with(_ level: ser_level, _ body: () -> Void) {
    ser_set_thread_level(level)
    body()
    ser_clear_thread_level()
  }

  @Test func aLevelChosenForAThreadIsInForceThereAndIsGivenUpAgain() {
    let usual = ser_current_level()
    for level in Self.levels {
      Self.with(level) { #expect(ser_current_level() == level) }
      #expect(ser_current_level() == usual)
    }
  }

  @Test func aLevelThatTheMachineLacksBecomesTheBestOneItHas() {
    #expect(ser_set_thread_level(SER_AVX512) == ser_best_level())
    ser_clear_thread_level()
  }
}
