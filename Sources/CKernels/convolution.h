// Convolution by Winograd F(4x4, 3x3) over tiles of 4x4 outputs. A group of tiles is transformed,
// meets the filters in 36 matrix products, and is transformed back while still in cache.
#pragma once

// Where a tile lies, and how much of an image with halo there is from its corner on.
typedef struct {
  ptrdiff_t image, frame, band;
} tile_place;

INLINE tile_place place_of(ser_conv_shape s, ptrdiff_t index) {
  ptrdiff_t across = (s.bands + 3) / 4, down = (s.frames + 3) / 4;
  return (tile_place){index / (across * down), index / across % down * 4, index % across * 4};
}

// Planes of tiles in the Winograd domain, [36][tiles][channels]; an extra unit between planes keeps
// them from falling on the same cache sets.
typedef struct {
  float *data;
  ptrdiff_t row, plane;
} tile_planes;

INLINE tile_planes planes_at(float *data, ptrdiff_t channels) {
  ptrdiff_t row = round_up(channels, CHANNEL_UNIT);
  return (tile_planes){data, row, WINOGRAD_TILES * row + CHANNEL_UNIT};
}

// Reads size x size pixels at (0, 0) of `corner`, of which only `frames` x `bands` exist, one vector of channels.
INLINE void read_tile(const float *corner, ptrdiff_t frame_stride, ptrdiff_t channels,
                      ptrdiff_t frames, ptrdiff_t bands, ptrdiff_t left, const int size, vf *d) {
  if (frames >= size && bands >= size && left >= LANES) {
#pragma clang loop unroll(full)
    for (int t = 0; t < size; t++)
#pragma clang loop unroll(full)
      for (int f = 0; f < size; f++) d[t * size + f] = load(corner + t * frame_stride + f * channels);
    return;
  }
  for (int t = 0; t < size; t++)
    for (int f = 0; f < size; f++)
      d[t * size + f] = t < frames && f < bands
                            ? load_part(corner + t * frame_stride + f * channels, left) : (vf)0;
}

// Transforms the tiles first..<end of x (halo included: a tile reads 6x6) into v.
static void tiles_of_input(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, const float *x,
                           tile_planes v) {
  ptrdiff_t C = s.inputs, frame_stride = (s.bands + 2) * C;
  for (ptrdiff_t i = first; i < end; i++) {
    tile_place at = place_of(s, i);
    const float *corner =
        x + (at.image * (s.frames + 2) + at.frame) * frame_stride + at.band * C;
    float *to = v.data + (i - first) * v.row;
    for (ptrdiff_t c = 0; c < C; c += LANES) {
      vf d[POINTS], half[POINTS], all[POINTS];
      read_tile(corner + c, frame_stride, C, s.frames + 2 - at.frame, s.bands + 2 - at.band, C - c,
                6, d);
      for (int f = 0; f < 6; f++) input_transform(d + f, 6, half + f, 6);
      for (int t = 0; t < 6; t++) input_transform(half + 6 * t, 1, all + 6 * t, 1);
      for (int p = 0; p < POINTS; p++) store(to + p * v.plane + c, all[p]);
    }
  }
}

// Adds the gradients dv of tiles to dx, adjoint to `tiles_of_input`: neighbours overlap by 2 pixels.
static void tiles_to_input(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, tile_planes dv,
                           float *dx) {
  ptrdiff_t C = s.inputs, frame_stride = (s.bands + 2) * C;
  for (ptrdiff_t i = first; i < end; i++) {
    tile_place at = place_of(s, i);
    float *corner = dx + (at.image * (s.frames + 2) + at.frame) * frame_stride + at.band * C;
    const float *from = dv.data + (i - first) * dv.row;
    ptrdiff_t frames = smaller(6, s.frames + 2 - at.frame);
    ptrdiff_t bands = smaller(6, s.bands + 2 - at.band);
    for (ptrdiff_t c = 0; c < C; c += LANES) {
      vf d[POINTS], half[POINTS], all[POINTS];
      for (int p = 0; p < POINTS; p++) all[p] = load(from + p * dv.plane + c);
      for (int f = 0; f < 6; f++) input_adjoint(all + f, 6, half + f, 6);
      for (int t = 0; t < 6; t++) input_adjoint(half + 6 * t, 1, d + 6 * t, 1);
      if (frames == 6 && bands == 6 && C - c >= LANES) {
        for (int p = 0; p < POINTS; p++) {
          float *to = corner + p / 6 * frame_stride + p % 6 * C + c;
          store(to, load(to) + d[p]);
        }
        continue;
      }
      for (int t = 0; t < frames; t++)
        for (int f = 0; f < bands; f++) {
          float *to = corner + t * frame_stride + f * C + c;
          store_part(to, load_part(to, C - c) + d[t * 6 + f], C - c);
        }
    }
  }
}

// Transforms m back into 4x4 pixels of y each, and adds to the group's sums [2][m.row] about `centre`.
static void tiles_to_output(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, tile_planes m,
                            float *y, const float *centre, float *sums) {
  ptrdiff_t C = s.outputs, frame_stride = (s.bands + 2) * C;
  for (ptrdiff_t i = first; i < end; i++) {
    tile_place at = place_of(s, i);
    float *corner = y + (at.image * (s.frames + 2) + at.frame + 1) * frame_stride + (at.band + 1) * C;
    const float *from = m.data + (i - first) * m.row;
    ptrdiff_t frames = smaller(4, s.frames - at.frame), bands = smaller(4, s.bands - at.band);
    for (ptrdiff_t c = 0; c < C; c += LANES) {
      vf all[POINTS], half[24], d[16], sum = 0, squares = 0;
      vf mid = centre ? load_part(centre + c, C - c) : (vf)0;
      for (int p = 0; p < POINTS; p++) all[p] = load(from + p * m.plane + c);
      for (int f = 0; f < 6; f++) output_transform(all + f, 6, half + f, 6);
      for (int t = 0; t < 4; t++) output_transform(half + 6 * t, 1, d + 4 * t, 1);
      int whole = frames == 4 && bands == 4 && C - c >= LANES;
      if (whole) {
        for (int p = 0; p < 16; p++) {
          store(corner + p / 4 * frame_stride + p % 4 * C + c, d[p]);
          sum += d[p] - mid, squares += (d[p] - mid) * (d[p] - mid);
        }
      } else {
        for (int t = 0; t < frames; t++)
          for (int f = 0; f < bands; f++) {
            vf out = d[4 * t + f];
            store_part(corner + t * frame_stride + f * C + c, out, C - c);
            sum += out - mid, squares += (out - mid) * (out - mid);
          }
      }
      store(sums + c, load(sums + c) + sum);
      store(sums + m.row + c, load(sums + m.row + c) + squares);
    }
  }
}

// Transforms 4x4 pixels of dy each into dm, adjoint to `tiles_to_output`.
static void tiles_of_output(ser_conv_shape s, ptrdiff_t first, ptrdiff_t end, const float *dy,
                            tile_planes dm) {
  ptrdiff_t C = s.outputs, frame_stride = (s.bands + 2) * C;
  for (ptrdiff_t i = first; i < end; i++) {
    tile_place at = place_of(s, i);
    const float *corner =
        dy + (at.image * (s.frames + 2) + at.frame + 1) * frame_stride + (at.band + 1) * C;
    float *to = dm.data + (i - first) * dm.row;
    for (ptrdiff_t c = 0; c < C; c += LANES) {
      vf d[16], half[24], all[POINTS];
      read_tile(corner + c, frame_stride, C, s.frames - at.frame, s.bands - at.band, C - c, 4, d);
      for (int f = 0; f < 4; f++) output_adjoint(d + f, 4, half + f, 4);
      for (int t = 0; t < 6; t++) output_adjoint(half + 4 * t, 1, all + 6 * t, 1);
      for (int p = 0; p < POINTS; p++) store(to + p * dm.plane + c, all[p]);
    }
  }
}

// to_p = from_p u_p for all 36 points: n tiles, K channels to N channels.
static void product_with_filters(ptrdiff_t n, ptrdiff_t K, ptrdiff_t N, tile_planes from,
                                 const float *u, tile_planes to) {
  ptrdiff_t plane = K * round_up(N, PANEL);
  for (int p = 0; p < POINTS; p++)
    for (ptrdiff_t j = 0; j < N; j += PANEL)
      panel_product(n, smaller(PANEL, to.row - j), K, from.data + p * from.plane, from.row, 1,
                    u + p * plane + j * K, PANEL, to.data + p * to.plane + j, to.row, 0);
}

// du_p += v_p' dm_p for all 36 points over n tiles.
static void product_for_filters(ptrdiff_t n, ser_conv_shape s, tile_planes v, tile_planes dm,
                                float *du) {
  ptrdiff_t plane = s.inputs * round_up(s.outputs, PANEL);
  for (int p = 0; p < POINTS; p++)
    for (ptrdiff_t j = 0; j < s.outputs; j += PANEL)
      panel_product(s.inputs, smaller(PANEL, dm.row - j), n, v.data + p * v.plane, 1, v.row,
                    dm.data + p * dm.plane + j, dm.row, du + p * plane + j * s.inputs, PANEL, 1);
}

INLINE ptrdiff_t tile_count(ser_conv_shape s) {
  return s.images * ((s.frames + 3) / 4) * ((s.bands + 3) / 4);
}

// Tiles are shared evenly between groups.
#define FOR_TILE_GROUPS(shape)                                                                 \
  for (ptrdiff_t total = tile_count(shape),                                                    \
                 groups = (total + WINOGRAD_TILES - 1) / WINOGRAD_TILES, group = 0, first = 0, \
                 end = 0;                                                                      \
       end = (group + 1) * total / (groups ? groups : 1), group < groups; group++, first = end)

static void kernel_conv_forward(ser_conv_shape shape, const float *x, const float *u, float *y,
                                const float *centre, double *sums, float *scratch) {
  tile_planes v = planes_at(scratch, shape.inputs);
  tile_planes m = planes_at(v.data + POINTS * v.plane, shape.outputs);
  float *group_sums = m.data + POINTS * m.plane;
  FOR_TILE_GROUPS(shape) {
    tiles_of_input(shape, first, end, x, v);
    product_with_filters(end - first, shape.inputs, shape.outputs, v, u, m);
    memset(group_sums, 0, 2 * m.row * sizeof(float));
    tiles_to_output(shape, first, end, m, y, centre, group_sums);
    for (ptrdiff_t c = 0; sums && c < shape.outputs; c++) {
      sums[c] += group_sums[c];
      sums[shape.outputs + c] += group_sums[m.row + c];
    }
  }
}

static void kernel_conv_backward(ser_conv_shape shape, const float *x, const float *dy,
                                 const float *ut, float *dx, float *du, float *scratch) {
  tile_planes v = planes_at(scratch, shape.inputs);
  tile_planes dm = planes_at(v.data + POINTS * v.plane, shape.outputs);
  ptrdiff_t size = shape.images * (shape.frames + 2) * (shape.bands + 2) * shape.inputs;
  if (dx) memset(dx, 0, size * sizeof(float));
  FOR_TILE_GROUPS(shape) {
    tiles_of_output(shape, first, end, dy, dm);
    if (du) {
      tiles_of_input(shape, first, end, x, v);
      product_for_filters(end - first, shape, v, dm, du);
    }
    if (dx) {
      product_with_filters(end - first, shape.outputs, shape.inputs, dm, ut, v);
      tiles_to_input(shape, first, end, v, dx);
    }
  }
}
