// One time step of an LSTM, elementwise part; the products with W_ih and W_hh are the caller's.
#pragma once

INLINE int padded_row(const ser_lstm_shape *s, ptrdiff_t b) {
  return s->lengths && s->step >= s->lengths[b];
}

static void kernel_lstm_forward(ser_lstm_shape s, float *gates, const float *bias,
                                const float *c_previous, float *c, float *h) {
  ptrdiff_t H = s.hidden;
  for (ptrdiff_t b = 0; b < s.batch; b++, gates += s.gates_stride, c_previous += s.c_stride,
                 c += s.c_stride, h += s.h_stride) {
    if (padded_row(&s, b)) {
      memset(c, 0, H * sizeof(float));
      memset(h, 0, H * sizeof(float));
      continue;
    }
    for (ptrdiff_t j = 0; j < H; j += LANES) {
      ptrdiff_t left = H - j;
      vf a[4];
      for (int k = 0; k < 4; k++) {
        a[k] = load_part(gates + k * H + j, left);
        if (bias) a[k] += load_part(bias + k * H + j, left);
        a[k] = k == 2 ? vector_tanh(a[k]) : vector_sigmoid(a[k]);
        store_part(gates + k * H + j, a[k], left);
      }
      vf cell = a[1] * load_part(c_previous + j, left) + a[0] * a[2];
      store_part(c + j, cell, left);
      store_part(h + j, a[3] * vector_tanh(cell), left);
    }
  }
}

static void kernel_lstm_backward(ser_lstm_shape s, float *gates, const float *c_previous,
                                 const float *c, const float *dh, float *dc) {
  ptrdiff_t H = s.hidden;
  for (ptrdiff_t b = 0; b < s.batch; b++, gates += s.gates_stride, c_previous += s.c_stride,
                 c += s.c_stride, dh += s.h_stride, dc += s.dc_stride) {
    if (padded_row(&s, b)) {
      memset(gates, 0, 4 * H * sizeof(float));
      memset(dc, 0, H * sizeof(float));
      continue;
    }
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
