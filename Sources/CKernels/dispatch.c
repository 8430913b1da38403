// The kernels of the best instruction set, or of one that the thread chose.
#include "tables.h"

static _Thread_local const ser_kernel_table *in_force;

static const ser_kernel_table *best_up_to(ser_level level) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (level >= SER_AVX512 && avx2 && __builtin_cpu_supports("avx512f") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq"))
    return &ser_table_avx512;
  if (level >= SER_AVX2 && avx2) return &ser_table_avx2;
#endif
  return &ser_table_baseline;
}

ser_level ser_use_level(ser_level level) {
  in_force = best_up_to(level);
  return in_force->level;
}

const ser_kernel_table *ser_kernels(void) {
  if (!in_force) ser_use_level(SER_AVX512);
  return in_force;
}
