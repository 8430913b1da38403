// Picks the table of the best instruction set at first use, and forwards each public kernel to it.
#include <stdatomic.h>

#include "table.h"

// -1: not chosen yet, or not for this thread.
static _Atomic int level_of_process = -1;
static _Thread_local int level_of_thread = -1;

ser_level ser_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return SER_BASELINE;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
    return SER_AVX512;
  return SER_AVX2;
#else
  return SER_BASELINE;
#endif
}

ser_level ser_current_level(void) {
  if (level_of_thread >= 0) return (ser_level)level_of_thread;
  int level = atomic_load_explicit(&level_of_process, memory_order_relaxed);
  return level >= 0 ? (ser_level)level : ser_set_level(SER_AVX512);
}

static ser_level possible(ser_level level) {
  ser_level best = ser_best_level();
  return level < best ? level : best;
}

ser_level ser_set_level(ser_level level) {
  atomic_store_explicit(&level_of_process, possible(level), memory_order_relaxed);
  return possible(level);
}

ser_level ser_set_thread_level(ser_level level) {
  level_of_thread = possible(level);
  return level_of_thread;
}

void ser_clear_thread_level(void) { level_of_thread = -1; }

static const ser_table *table(void) {
  switch (ser_current_level()) {
#if defined(__x86_64__)
    case SER_AVX512: return &ser_table_avx512;
    case SER_AVX2: return &ser_table_avx2;
#endif
    default: return &ser_table_baseline;
  }
}

#define SER_FORWARD(result, name, parameters, arguments) \
  result ser_##name parameters { return table()->name arguments; }
SER_KERNELS(SER_FORWARD)
