// Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019) as PyTorch computes them.
#pragma once

static void kernel_adam(ptrdiff_t n, ser_adam_options o, const float *g, float *w, float *m,
                        float *v) {
  float rate = o.rate / (1 - pow(o.beta1, o.step)), epsilon = o.epsilon;
  float root = 1 / sqrt(1 - pow(o.beta2, o.step)), grow = o.gradient_scale;
  float keep = o.decoupled ? 1 - o.rate * o.weight_decay : 1;
  float decay = o.decoupled ? 0 : o.weight_decay;
  float rest1 = 1 - o.beta1, beta2 = o.beta2, rest2 = 1 - o.beta2;
  for (ptrdiff_t i = 0; i < n; i += LANES) {
    vf x = load_part(w + i, n - i), d = load_part(g + i, n - i) * grow;
    vf first = load_part(m + i, n - i), second = load_part(v + i, n - i);
    d += decay * x;
    first += (d - first) * rest1;
    second = second * beta2 + rest2 * (d * d);
    x = x * keep - rate * (first / (__builtin_elementwise_sqrt(second) * root + epsilon));
    store_part(w + i, x, n - i);
    store_part(m + i, first, n - i);
    store_part(v + i, second, n - i);
  }
}
