// Twins in plain loops with libm: tanh, the LSTM cell and Adam.
#include <math.h>

#include "CKernelTwins.h"

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

void ser_tanh_scalar(ptrdiff_t n, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = tanhf(x[i]);
}

void ser_lstm_forward_scalar(ser_lstm_shape s, float *gates, const float *bias,
                             const float *c_previous, float *c, float *h) {
  for (ptrdiff_t b = 0, H = s.hidden; b < s.batch; b++)
    for (ptrdiff_t j = 0; j < H; j++) {
      float *a = gates + b * s.gates_stride + j, *cell = c + b * s.c_stride + j;
      if (s.lengths && s.step >= s.lengths[b]) {
        *cell = h[b * s.h_stride + j] = 0;
        continue;
      }
      for (int k = 0; k < 4; k++) {
        float z = a[k * H] + (bias ? bias[k * H + j] : 0);
        a[k * H] = k == 2 ? tanhf(z) : sigmoid(z);
      }
      *cell = a[H] * c_previous[b * s.c_stride + j] + a[0] * a[2 * H];
      h[b * s.h_stride + j] = a[3 * H] * tanhf(*cell);
    }
}

void ser_lstm_backward_scalar(ser_lstm_shape s, float *gates, const float *c_previous,
                              const float *c, const float *dh, float *dc) {
  for (ptrdiff_t b = 0, H = s.hidden; b < s.batch; b++)
    for (ptrdiff_t j = 0; j < H; j++) {
      float *a = gates + b * s.gates_stride + j, *carry = dc + b * s.dc_stride + j;
      float i = a[0], f = a[H], g = a[2 * H], o = a[3 * H], d = dh[b * s.h_stride + j];
      if (s.lengths && s.step >= s.lengths[b]) {
        *carry = a[0] = a[H] = a[2 * H] = a[3 * H] = 0;
        continue;
      }
      float u = tanhf(c[b * s.c_stride + j]), cell = *carry + d * o * (1 - u * u);
      a[0] = cell * g * i * (1 - i);
      a[H] = cell * c_previous[b * s.c_stride + j] * f * (1 - f);
      a[2 * H] = cell * i * (1 - g * g);
      a[3 * H] = d * u * o * (1 - o);
      *carry = cell * f;
    }
}

void ser_adam_scalar(ptrdiff_t n, ser_adam_options o, const float *g, float *w, float *m,
                     float *v) {
  double correction1 = 1 - pow(o.beta1, o.step), correction2 = 1 - pow(o.beta2, o.step);
  for (ptrdiff_t i = 0; i < n; i++) {
    double d = g[i] * o.gradient_scale + (o.decoupled ? 0 : o.weight_decay * w[i]);
    double x = o.decoupled ? w[i] * (1 - o.rate * o.weight_decay) : w[i];
    m[i] = m[i] + (d - m[i]) * (1 - o.beta1);
    v[i] = v[i] * o.beta2 + (1 - o.beta2) * d * d;
    w[i] = x - o.rate / correction1 * m[i] / (sqrt((double)v[i]) / sqrt(correction2) + o.epsilon);
  }
}
