// A vector of LANES floats and what the kernels do with it. The file that includes this one has
// chosen LANES and the instruction set for all functions below the pragma there.
#pragma once

#define INLINE static inline __attribute__((always_inline))
// A function that stays one: inlined into loops, all its addresses would be worked out ahead for
// each turn of each loop.
#define APART static __attribute__((noinline))
// A loop of few turns whose index is a constant in each.
#define UNROLLED _Pragma("clang loop unroll(full)")
// Two copies of `call`: in one the constant `whole` is 1, for where `condition` holds and no vector
// or tile is ragged.
#define WHOLE_OR_RAGGED(condition, call) \
  if (condition) {                       \
    const int whole = 1;                 \
    call;                                \
  } else {                               \
    const int whole = 0;                 \
    call;                                \
  }

typedef float vf __attribute__((ext_vector_type(LANES)));
typedef int32_t vi __attribute__((ext_vector_type(LANES)));
typedef uint32_t vw __attribute__((ext_vector_type(LANES)));
typedef uint8_t vb __attribute__((ext_vector_type(LANES)));
typedef double vd __attribute__((ext_vector_type(LANES)));
typedef vd vd_unaligned __attribute__((aligned(8)));
typedef vf vf_unaligned __attribute__((aligned(4)));

INLINE vf load(const float *p) { return *(const vf_unaligned *)p; }
INLINE void store(float *p, vf x) { *(vf_unaligned *)p = x; }

// The first n lanes (the rest 0), where n may be LANES or more.
INLINE vf load_part(const float *p, ptrdiff_t n) {
  if (n >= LANES) return load(p);
  vf x = 0;
  for (ptrdiff_t i = 0; i < n; i++) x[i] = p[i];
  return x;
}

INLINE void store_part(float *p, vf x, ptrdiff_t n) {
  if (n >= LANES)
    store(p, x);
  else
    for (ptrdiff_t i = 0; i < n; i++) p[i] = x[i];
}

// Whether z beats the best so far: also if it is not a number, as in PyTorch's pooling.
INLINE vi is_better(vf z, vf best) { return (z > best) | (z != z); }

INLINE double sum_lanes(vf x) {
  double sums[4] = {0};
  for (int i = 0; i < LANES; i++) sums[i % 4] += x[i];
  return sums[0] + sums[1] + (sums[2] + sums[3]);
}

INLINE vd in_double(vf x) { return __builtin_convertvector(x, vd); }

// sums[i] += x[i] for the first n lanes.
INLINE void add_lanes(double *sums, vd x, ptrdiff_t n) {
  if (n >= LANES)
    *(vd_unaligned *)sums += x;
  else
    for (ptrdiff_t i = 0; i < n; i++) sums[i] += x[i];
}

INLINE ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
