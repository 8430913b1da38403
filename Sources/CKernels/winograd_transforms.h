// The one-dimensional transforms of Winograd's F(4, 3), y = A'[(G g) * (B' d)] (Lavin & Gray 2016),
// at the points 0, infinity, 1, -1, 2, -2: in this order they come in pairs that share their sums.
// A tile takes one transform along each axis. The adjoints serve the gradients. What they write
// lies `step` vectors apart.
#pragma once

// B': 6 inputs to 6 points.
INLINE void input_transform(const vf *d, vf *u, int step) {
  vf a = d[4] - 4 * d[2], b = d[3] - 4 * d[1], c = d[4] - d[2], e = 2 * (d[3] - d[1]);
  u[0] = 4 * d[0] - 5 * d[2] + d[4], u[step] = 4 * d[1] - 5 * d[3] + d[5];
  u[2 * step] = a + b, u[3 * step] = a - b, u[4 * step] = c + e, u[5 * step] = c - e;
}

// B: 6 points to 6 inputs, adjoint to `input_transform`.
INLINE void input_adjoint(const vf *u, vf *d, int step) {
  vf p = u[2] + u[3], q = u[2] - u[3], r = u[4] + u[5], s = 2 * (u[4] - u[5]);
  d[0] = 4 * u[0], d[5 * step] = u[1];
  d[step] = 4 * (u[1] - q) - s, d[3 * step] = q + s - 5 * u[1];
  d[2 * step] = -5 * u[0] - 4 * p - r, d[4 * step] = u[0] + p + r;
}

// A': 6 points to 4 outputs.
INLINE void output_transform(const vf *m, vf *y, int step) {
  vf p = m[2] + m[3], q = m[2] - m[3], r = m[4] + m[5], s = m[4] - m[5];
  y[0] = m[0] + p + r, y[step] = q + 2 * s;
  y[2 * step] = p + 4 * r, y[3 * step] = q + 8 * s + m[1];
}

// A: 4 outputs to 6 points, adjoint to `output_transform`.
INLINE void output_adjoint(const vf *y, vf *m, int step) {
  vf a = y[0] + y[2], b = y[1] + y[3], c = y[0] + 4 * y[2], e = 2 * y[1] + 8 * y[3];
  m[0] = y[0], m[step] = y[3];
  m[2 * step] = a + b, m[3 * step] = a - b, m[4 * step] = c + e, m[5 * step] = c - e;
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
