// The one-dimensional transforms of Winograd's F(4, 3), y = A'[(G g) * (B' d)] (Lavin & Gray 2016),
// at the points 0, infinity, 1, -1, 2, -2: in this order they come in pairs that share their sums. A
// tile takes one transform along each axis. The adjoints serve the gradients.
#pragma once

// B': 6 inputs to the points 2 pair and 2 pair + 1.
INLINE void input_pair(const int pair, const vf *d, vf *even, vf *odd) {
  if (pair == 0) {
    *even = 4 * d[0] - 5 * d[2] + d[4];
    *odd = 4 * d[1] - 5 * d[3] + d[5];
    return;
  }
  vf a = pair == 1 ? d[4] - 4 * d[2] : d[4] - d[2];
  vf b = pair == 1 ? d[3] - 4 * d[1] : 2 * (d[3] - d[1]);
  *even = a + b;
  *odd = a - b;
}

// B: 6 points to the inputs (0, 5), (1, 3) or (2, 4), adjoint to `input_pair`.
INLINE void input_adjoint_pair(const int pair, const vf *t, vf *first, vf *second) {
  if (pair == 0) {
    *first = 4 * t[0];
    *second = t[1];
  } else if (pair == 1) {
    vf q = t[2] - t[3], s = 2 * (t[4] - t[5]);
    *first = 4 * (t[1] - q) - s;
    *second = q + s - 5 * t[1];
  } else {
    vf p = t[2] + t[3], r = t[4] + t[5];
    *first = -5 * t[0] - 4 * p - r;
    *second = t[0] + p + r;
  }
}

// A': 6 points to 4 outputs, `step` vectors apart.
INLINE void output_transform(const vf *m, vf *y, int step) {
  vf p = m[2] + m[3], q = m[2] - m[3], r = m[4] + m[5], s = m[4] - m[5];
  y[0] = m[0] + p + r;
  y[step] = q + 2 * s;
  y[2 * step] = p + 4 * r;
  y[3 * step] = q + 8 * s + m[1];
}

// A: 4 outputs to the points 2 pair and 2 pair + 1, adjoint to `output_transform`.
INLINE void output_adjoint_pair(const int pair, const vf *y, vf *even, vf *odd) {
  vf a = pair == 1 ? y[0] + y[2] : y[0] + 4 * y[2];
  vf b = pair == 1 ? y[1] + y[3] : 2 * y[1] + 8 * y[3];
  *even = pair == 0 ? y[0] : a + b;
  *odd = pair == 0 ? y[3] : a - b;
}

// G: 3 filter elements, `gs` apart, to 6 points, `us` apart.
INLINE void filter_points(const vf *g, int gs, vf *u, int us) {
  vf p = (g[0] + g[2 * gs]) * (-1 / 6.f), q = g[gs] * (1 / 6.f);
  vf r = g[0] * (1 / 24.f) + g[2 * gs] * (1 / 6.f), s = g[gs] * (1 / 12.f);
  u[0] = g[0] * .25f, u[us] = g[2 * gs];
  u[2 * us] = p - q, u[3 * us] = p + q, u[4 * us] = r + s, u[5 * us] = r - s;
}

// G': the adjoint of `filter_points`.
INLINE void filter_adjoint(const vf *u, int us, vf *g, int gs) {
  vf p = u[2 * us] + u[3 * us], q = u[3 * us] - u[2 * us], r = u[4 * us] + u[5 * us];
  vf s = u[4 * us] - u[5 * us];
  g[0] = u[0] * .25f - p * (1 / 6.f) + r * (1 / 24.f), g[gs] = q * (1 / 6.f) + s * (1 / 12.f);
  g[2 * gs] = (r - p) * (1 / 6.f) + u[us];
}

// Filters w [3][3][inputs][outputs] to u [36][outputs/PANEL][inputs][PANEL]; columns past `outputs`
// are 0.
static void kernel_filter_transform(ptrdiff_t inputs, ptrdiff_t outputs, const float *w, float *u) {
  ptrdiff_t padded = round_up(outputs, PANEL), plane = inputs * padded;
  for (ptrdiff_t c = 0; c < inputs; c++)
    for (ptrdiff_t o = 0; o < padded; o += LANES) {
      vf g[9], half[18], all[POINTS];
      for (int k = 0; k < 9; k++)
        g[k] = load_part(w + (k * inputs + c) * outputs + o, outputs - o);
      for (int f = 0; f < 3; f++) filter_points(g + f, 3, half + f, 3);
      for (int t = 0; t < 6; t++) filter_points(half + 3 * t, 1, all + 6 * t, 1);
      float *to = u + (o / PANEL * inputs + c) * PANEL + o % PANEL;
      for (int p = 0; p < POINTS; p++) store(to + p * plane, all[p]);
    }
}

// The way back for gradients, adjoint to the above.
static void kernel_filter_gradient(ptrdiff_t inputs, ptrdiff_t outputs, const float *du,
                                   float *dw) {
  ptrdiff_t plane = inputs * round_up(outputs, PANEL);
  for (ptrdiff_t c = 0; c < inputs; c++)
    for (ptrdiff_t o = 0; o < outputs; o += LANES) {
      vf g[9], half[18], all[POINTS];
      const float *from = du + (o / PANEL * inputs + c) * PANEL + o % PANEL;
      for (int p = 0; p < POINTS; p++) all[p] = load(from + p * plane);
      for (int t = 0; t < 6; t++) filter_adjoint(all + 6 * t, 1, half + 3 * t, 1);
      for (int f = 0; f < 3; f++) filter_adjoint(half + f, 3, g + f, 3);
      for (int k = 0; k < 9; k++)
        store_part(dw + (k * inputs + c) * outputs + o, g[k], outputs - o);
    }
}
