/// Twins of the kernels in plain loops with libm, for tests: `X_scalar` takes what `X` of CKernels
/// takes, unless said otherwise.
#ifndef SER_CKERNEL_TWINS_H
#define SER_CKERNEL_TWINS_H

#include "CKernels.h"

/// The twin of `gemm`: B is `[K][N]`, row-major and not packed, and there is
/// no scratch.
void ser_gemm_scalar(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *a, ptrdiff_t row_stride,
                     ptrdiff_t column_stride, const float *b, float *c, ptrdiff_t ldc,
                     int accumulate);

/// The direct sum, with w `[3][3][inputs][outputs]`.
void ser_conv_forward_scalar(ser_conv_shape shape, const float *x, const float *w, float *y);
/// The direct gradients: dx (interior written; or NULL) and dw `[3][3][inputs][outputs]`
/// (accumulated; or NULL).
void ser_conv_backward_scalar(ser_conv_shape shape, const float *x, const float *dy, const float *w,
                              float *dx, float *dw);

void ser_dropout_apply_scalar(ptrdiff_t n, ser_dropout dropout, const float *x, float *y);

void ser_block_forward_scalar(ser_block_shape shape, const float *y, const float *norm,
                              ser_dropout dropout, float *out);
/// Both passes in one: dsums as `block_reduce`, and dz `[images][T+2][F+2][C]` (interior).
void ser_block_backward_scalar(ser_block_shape shape, const float *y, const float *norm,
                               ser_dropout dropout, const float *out, const float *dout,
                               double *dsums, float *dz);

void ser_lstm_forward_scalar(ser_lstm_shape shape, float *gates, const float *bias,
                             const float *c_previous, float *c, float *h);
void ser_lstm_backward_scalar(ser_lstm_shape shape, float *gates, const float *c_previous,
                              const float *c, const float *dh, float *dc);

void ser_tanh_scalar(ptrdiff_t n, const float *x, float *y);

/// PyTorch's Adam and AdamW, in double.
typedef struct {
  double rate, beta1, beta2, epsilon, weight_decay;
  /// 0: decay is added to the gradient (Adam); else weights shrink by rate * weight_decay (AdamW).
  int decoupled;
  /// From 1.
  ptrdiff_t step;
  double gradient_scale;
} ser_adam_options;

void ser_adam_scalar(ptrdiff_t n, ser_adam_options options, const float *g, float *w, float *m,
                     float *v);

#endif
