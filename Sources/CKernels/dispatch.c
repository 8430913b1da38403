// The kernels of the best instruction set, or of one that the thread chose.
#include "tables.h"

static _Thread_local const ser_kernel_table *in_force;

ser_level ser_use_level(ser_level level) {
  in_force = &ser_table_baseline;
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  int avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  if (level >= SER_AVX2 && avx2) in_force = &ser_table_avx2;
  if (level >= SER_AVX512 && avx512) in_force = &ser_table_avx512;
#endif
  return in_force->level;
}

const ser_kernel_table *ser_kernels(void) {
  if (!in_force) ser_use_level(SER_AVX512);
  return in_force;
}
