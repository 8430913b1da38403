// Functions of one number over arrays, from one exponential; and sums of arrays.
#pragma once

// exp by 2^n e^r, |r| <= ln 2 / 2, and 1 + r + r^2 (a polynomial of degree 4), fitted to the least
// greatest relative error, 3e-9; -87.6 < x < 88. NaN stays NaN.
INLINE vf exp_within(vf x) {
  vf t = x * 1.44269504f + 12582912.f, n = t - 12582912.f;
  vf r = x - n * 0.693359375f + n * 2.12194440e-4f;
  const float terms[7] = {1.3814598383e-3f, 8.3687168979e-3f, 4.1668388051e-2f, 1.6666520632e-1f,
                          4.9999993448e-1f, 1, 1};
  vf p = terms[0];
  UNROLLED for (int k = 1; k < 7; k++) p = p * r + terms[k];
  vi bits = (*(vi *)&t << 23) + 0x3f800000;
  return p * *(vf *)&bits;
}

// exp of x put within -limit...limit; NaN stays NaN.
INLINE vf clamped_exp(vf x, float limit) {
  x = x < -limit ? (vf)-limit : x;
  return exp_within(x > limit ? (vf)limit : x);
}

// To be divided by: 1 / sigmoid(x).
INLINE vf sigmoid_divisor(vf x) { return 1 + clamped_exp(-x, 87); }

INLINE vf vector_sigmoid(vf x) { return 1 / sigmoid_divisor(x); }

INLINE vf vector_tanh(vf x) { return 1 - 2 / (1 + clamped_exp(2 * x, 87)); }

static void kernel_tanh(ptrdiff_t n, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i += LANES)
    store_part(y + i, vector_tanh(load_part(x + i, n - i)), n - i);
}

static void kernel_axpy(ptrdiff_t n, float a, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i += LANES)
    store_part(y + i, load_part(y + i, n - i) + a * load_part(x + i, n - i), n - i);
}
