// The one-dimensional transforms of Winograd's F(4, 3) at the points 0, 1, -1, 2, -2 and infinity
// (Lavin & Gray 2016): y = A'[(G g) * (B' d)]. Each acts on `stride`d vectors; a tile takes one along each axis.
// The adjoints serve the gradients.
#pragma once

// B': 6 inputs to 6 points.
INLINE void input_transform(const vf *d, int ds, vf *t, int ts) {
  vf a = d[4 * ds] - 4 * d[2 * ds], b = d[3 * ds] - 4 * d[ds];
  vf p = d[4 * ds] - d[2 * ds], q = d[3 * ds] - d[ds];
  vf t0 = 4 * d[0] - 5 * d[2 * ds] + d[4 * ds], t5 = 4 * d[ds] - 5 * d[3 * ds] + d[5 * ds];
  t[0] = t0, t[ts] = a + b, t[2 * ts] = a - b;
  t[3 * ts] = p + 2 * q, t[4 * ts] = p - 2 * q, t[5 * ts] = t5;
}

// B: the adjoint of `input_transform`.
INLINE void input_adjoint(const vf *t, int ts, vf *d, int ds) {
  vf p = t[ts] + t[2 * ts], q = t[ts] - t[2 * ts], r = t[3 * ts] + t[4 * ts];
  vf s = 2 * (t[3 * ts] - t[4 * ts]), t0 = t[0], t5 = t[5 * ts];
  d[0] = 4 * t0, d[ds] = 4 * (t5 - q) - s, d[2 * ds] = -5 * t0 - 4 * p - r;
  d[3 * ds] = q + s - 5 * t5, d[4 * ds] = t0 + p + r, d[5 * ds] = t5;
}

// A': 6 points to 4 outputs.
INLINE void output_transform(const vf *m, int ms, vf *y, int ys) {
  vf p = m[ms] + m[2 * ms], q = m[ms] - m[2 * ms], r = m[3 * ms] + m[4 * ms];
  vf s = m[3 * ms] - m[4 * ms], m0 = m[0], m5 = m[5 * ms];
  y[0] = m0 + p + r, y[ys] = q + 2 * s, y[2 * ys] = p + 4 * r, y[3 * ys] = q + 8 * s + m5;
}

// A: the adjoint of `output_transform`.
INLINE void output_adjoint(const vf *y, int ys, vf *m, int ms) {
  vf y0 = y[0], y3 = y[3 * ys];
  vf p = y0 + y[2 * ys], q = y[ys] + y3, r = y0 + 4 * y[2 * ys], s = 2 * y[ys] + 8 * y3;
  m[0] = y0, m[ms] = p + q, m[2 * ms] = p - q, m[3 * ms] = r + s, m[4 * ms] = r - s, m[5 * ms] = y3;
}

// G: 3 filter elements to 6 points.
INLINE void filter_points(const vf *g, int gs, vf *u, int us) {
  vf p = (g[0] + g[2 * gs]) * (-1 / 6.f), q = g[gs] * (1 / 6.f);
  vf r = g[0] * (1 / 24.f) + g[2 * gs] * (1 / 6.f), s = g[gs] * (1 / 12.f);
  u[0] = g[0] * .25f, u[5 * us] = g[2 * gs];
  u[us] = p - q, u[2 * us] = p + q, u[3 * us] = r + s, u[4 * us] = r - s;
}

// G': the adjoint of `filter_points`.
INLINE void filter_adjoint(const vf *u, int us, vf *g, int gs) {
  vf p = u[us] + u[2 * us], q = u[2 * us] - u[us], r = u[3 * us] + u[4 * us];
  vf s = u[3 * us] - u[4 * us];
  g[0] = u[0] * .25f - p * (1 / 6.f) + r * (1 / 24.f), g[gs] = q * (1 / 6.f) + s * (1 / 12.f);
  g[2 * gs] = (r - p) * (1 / 6.f) + u[5 * us];
}

// Filters w [3][3][inputs][outputs] to u [36][outputs/PANEL][inputs][PANEL]; columns past `outputs` are 0.
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
static void kernel_filter_gradient(ptrdiff_t inputs, ptrdiff_t outputs, const float *du, float *dw) {
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
