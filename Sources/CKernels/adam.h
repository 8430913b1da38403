// Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019) as PyTorch computes them.
#pragma once

static void kernel_adam(ptrdiff_t n, ser_adam_scalars s, const float *g, float *w, float *m,
                        float *v) {
  for (ptrdiff_t i = 0; i < n; i += LANES) {
    vf x = load_part(w + i, n - i), d = load_part(g + i, n - i) * s.scale;
    vf first = load_part(m + i, n - i), second = load_part(v + i, n - i);
    d += s.decay * x;
    first += (d - first) * s.rest1;
    second = second * s.beta2 + s.rest2 * (d * d);
    x = x * s.keep - s.rate * (first / (__builtin_elementwise_sqrt(second) * s.root + s.epsilon));
    store_part(w + i, x, n - i);
    store_part(m + i, first, n - i);
    store_part(v + i, second, n - i);
  }
}
