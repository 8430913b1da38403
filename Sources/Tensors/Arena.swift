#if canImport(Glibc)
  import Glibc
#endif

/// One block of 64-byte aligned float memory, cut into buffers that live until the next `reset`.
///
/// A training step takes its buffers once for a batch shape and nothing is allocated afterwards:
/// page faults of fresh memory cost more than the arithmetic of a small layer. Not safe to share
/// between threads while buffers are being taken.
public final class Arena {
  /// Floats in a cache line; every buffer begins on one.
  public static let alignment = 16

  private var storage: UnsafeMutableBufferPointer<Float>
  private var used = 0
  private var isMeasuring = false

  /// An empty arena; memory comes with `reserve`.
  public init() {
    storage = Arena.allocate(Arena.alignment)
  }

  deinit { free(storage) }

  /// Floats held, in use or not.
  public var capacity: Int { storage.count }

  /// Forgets every buffer taken so far and makes sure that `count` floats can be taken.
  ///
  /// Memory that grows begins as zeros; memory that is used again holds what it held.
  public func reset(reserving count: Int) {
    used = 0
    guard count > storage.count else { return }
    free(storage)
    storage = Arena.allocate(count)
  }

  /// The floats that `layout` takes, found by running it without giving it memory of its own: what
  /// it gets must not be touched.
  public func measure(_ layout: (Arena) -> Void) -> Int {
    used = 0
    isMeasuring = true
    layout(self)
    isMeasuring = false
    return used
  }

  /// The next `count` floats, on a cache line of their own, not cleared.
  public func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let start = used
    used += Arena.rounded(count)
    let base = storage.baseAddress.unsafelyUnwrapped
    if isMeasuring { return base }
    precondition(used <= storage.count, "the arena is reserved before it is cut")
    return base + start
  }

  /// The next `count` doubles, not cleared.
  public func takeDoubles(_ count: Int) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(take(2 * count)).bindMemory(to: Double.self, capacity: count)
  }

  /// The next `count` 32-bit integers, not cleared.
  public func takeIntegers(_ count: Int) -> UnsafeMutablePointer<Int32> {
    UnsafeMutableRawPointer(take(count)).bindMemory(to: Int32.self, capacity: count)
  }

  /// The next `count` bytes, not cleared.
  public func takeBytes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(take((count + 3) / 4)).bindMemory(to: UInt8.self, capacity: count)
  }

  /// `count` rounded up to whole cache lines: what `take` uses.
  public static func rounded(_ count: Int) -> Int {
    (count + alignment - 1) / alignment * alignment
  }

  /// Bytes of a huge page on the machines that matter.
  private static let hugePage = 1 << 21

  private static func allocate(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
    let line = alignment * MemoryLayout<Float>.stride
    let wanted = rounded(max(count, alignment)) * MemoryLayout<Float>.stride
    let isLarge = wanted >= hugePage
    let bytes = isLarge ? (wanted + hugePage - 1) / hugePage * hugePage : wanted
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? hugePage : line)
    if isLarge { adviseHugePages(memory, bytes) }
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    let floats = bytes / MemoryLayout<Float>.stride
    return UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: Float.self, capacity: floats), count: floats)
  }

  /// Asks for huge pages: a step walks through hundreds of megabytes, and with small pages the
  /// processor spends a noticeable part of it looking up addresses. A refusal costs nothing.
  private static func adviseHugePages(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    #if canImport(Glibc)
      _ = madvise(memory, bytes, 14 /* MADV_HUGEPAGE, which the module map leaves out */)
    #endif
  }

  private func free(_ buffer: UnsafeMutableBufferPointer<Float>) {
    UnsafeMutableRawPointer(buffer.baseAddress)?.deallocate()
  }
}
