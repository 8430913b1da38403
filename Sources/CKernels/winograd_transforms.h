// The one-dimensional transforms of Winograd's F(4, 3), y = A'[(G g) * (B' d)] (Lavin & Gray 2016),
// at the points 0, infinity, 1, -1, 2, -2: in this order they come in pairs that share their sums.
// A tile takes one transform along each axis. The adjoints serve the gradients. What they write
// lies `step` vectors apart. Filters are transformed by the caller, at the same points.
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
