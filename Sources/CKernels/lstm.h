// One time step of an LSTM, elementwise part; the products with W_ih and W_hh are the caller's.
#pragma once

// Whether row b is padding; then its `n` floats at x and its state at y are set to 0.
INLINE int is_padding(const ser_lstm_shape *s, ptrdiff_t b, float *x, ptrdiff_t n, float *y) {
  if (!s->lengths || s->step < s->lengths[b]) return 0;
  memset(x, 0, n * sizeof(float));
  memset(y, 0, s->hidden * sizeof(float));
  return 1;
}

// sigmoid(x) tanh(y) with one division. Beyond 20, tanh is 1; where the divisor overflows
// nevertheless, the result is 0 but for rounding.
INLINE vf sigmoid_times_tanh(vf x, vf y) {
  vf e = clamped_exp(2 * y, 40);
  return (e - 1) / (sigmoid_divisor(x) * (1 + e));
}

// The cells of one row. Where gates are not kept, three divisions do instead of five.
INLINE void forward_cells(const int whole, int keep, ptrdiff_t H, float *gates, const float *bias,
                          const float *c_previous, float *c, float *h) {
  for (ptrdiff_t j = 0; j < H; j += LANES) {
    ptrdiff_t left = whole ? LANES : H - j;
    vf a[4], before = load_part(c_previous + j, left), cell;
    for (int k = 0; k < 4; k++) {
      a[k] = load_part(gates + k * H + j, left);
      if (bias) a[k] += load_part(bias + k * H + j, left);
      if (!keep) continue;
      a[k] = k == 2 ? vector_tanh(a[k]) : vector_sigmoid(a[k]);
      store_part(gates + k * H + j, a[k], left);
    }
    if (keep)
      cell = a[1] * before + a[0] * a[2];
    else
      cell = before / sigmoid_divisor(a[1]) + sigmoid_times_tanh(a[0], a[2]);
    store_part(c + j, cell, left);
    store_part(h + j, keep ? a[3] * vector_tanh(cell) : sigmoid_times_tanh(a[3], cell), left);
  }
}

static void kernel_lstm_forward(ser_lstm_shape s, float *gates, const float *bias,
                                const float *c_previous, float *c, float *h, int keep) {
  for (ptrdiff_t b = 0; b < s.batch; b++, gates += s.gates_stride, c_previous += s.c_stride,
                 c += s.c_stride, h += s.h_stride) {
    if (is_padding(&s, b, c, s.hidden, h)) continue;
    WHOLE_OR_RAGGED(s.hidden % LANES == 0,
                    forward_cells(whole, keep, s.hidden, gates, bias, c_previous, c, h))
  }
}

static void kernel_lstm_backward(ser_lstm_shape s, float *gates, const float *c_previous,
                                 const float *c, const float *dh, float *dc) {
  ptrdiff_t H = s.hidden;
  for (ptrdiff_t b = 0; b < s.batch; b++, gates += s.gates_stride, c_previous += s.c_stride,
                 c += s.c_stride, dh += s.h_stride, dc += s.dc_stride) {
    if (is_padding(&s, b, gates, 4 * H, dc)) continue;
    for (ptrdiff_t j = 0; j < H; j += LANES) {
      ptrdiff_t left = H - j;
      vf i = load_part(gates + j, left), f = load_part(gates + H + j, left);
      vf g = load_part(gates + 2 * H + j, left), o = load_part(gates + 3 * H + j, left);
      vf u = vector_tanh(load_part(c + j, left)), d = load_part(dh + j, left);
      vf cell = load_part(dc + j, left) + d * o * (1 - u * u);
      store_part(gates + j, cell * g * i * (1 - i), left);
      store_part(gates + H + j, cell * load_part(c_previous + j, left) * f * (1 - f), left);
      store_part(gates + 2 * H + j, cell * i * (1 - g * g), left);
      store_part(gates + 3 * H + j, d * u * o * (1 - o), left);
      store_part(dc + j, cell * f, left);
    }
  }
}
