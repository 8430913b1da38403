// Twins in plain loops: the matrix product and the direct convolution.
#include "CKernelTwins.h"

void ser_gemm_scalar(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a, ptrdiff_t row_stride,
                     ptrdiff_t column_stride, const float *b, float *c, ptrdiff_t ldc,
                     int accumulate) {
  for (ptrdiff_t m = 0; m < M; m++)
    for (ptrdiff_t n = 0; n < N; n++) {
      double sum = accumulate ? c[m * ldc + n] : 0;
      for (ptrdiff_t k = 0; k < K; k++)
        sum += (double)a[m * row_stride + k * column_stride] * b[k * N + n];
      c[m * ldc + n] = sum;
    }
}

// Calls `body` for each pixel (n, t, f) of the output and each filter element k, with the pixels'
// offsets.
#define FOR_PIXELS(s)                                                                          \
  for (ptrdiff_t n = 0; n < s.images; n++)                                                     \
    for (ptrdiff_t t = 0; t < s.frames; t++)                                                   \
      for (ptrdiff_t f = 0; f < s.bands; f++)                                                  \
        for (ptrdiff_t k = 0, row = s.bands + 2, at = (n * (s.frames + 2) + t) * row + f,      \
                       in = at * s.inputs, out = (at + row + 1) * s.outputs;                   \
             k < 9; k++, in = (at + k / 3 * row + k % 3) * s.inputs)

void ser_conv_forward_scalar(ser_conv_shape s, const float *x, const float *w, float *y) {
  FOR_PIXELS(s) for (ptrdiff_t o = 0; o < s.outputs; o++) {
    float sum = k ? y[out + o] : 0;
    for (ptrdiff_t c = 0; c < s.inputs; c++)
      sum += x[in + c] * w[(k * s.inputs + c) * s.outputs + o];
    y[out + o] = sum;
  }
}

void ser_conv_backward_scalar(ser_conv_shape s, const float *x, const float *dy, const float *w,
                              float *dx, float *dw) {
  if (dx)
    for (ptrdiff_t i = 0; i < s.images * (s.frames + 2) * (s.bands + 2) * s.inputs; i++) dx[i] = 0;
  FOR_PIXELS(s) for (ptrdiff_t c = 0; c < s.inputs; c++)
    for (ptrdiff_t o = 0; o < s.outputs; o++) {
      ptrdiff_t i = (k * s.inputs + c) * s.outputs + o;
      if (dx) dx[in + c] += dy[out + o] * w[i];
      if (dw) dw[i] += dy[out + o] * x[in + c];
    }
}
