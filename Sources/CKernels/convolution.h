// Convolution by Winograd F(4x4, 3x3) over tiles of 4x4 outputs. A group of tiles is transformed,
// meets the filters in 36 matrix products, and is transformed back while still in cache.
#pragma once

// Images' pixels that are wanted soon: the products need no memory bandwidth, so they fetch these
// into cache meanwhile, a share at each of the 36 points.
typedef struct {
  const float *data;
  ptrdiff_t floats;
} wanted_pixels;

// Roughly the pixels of the tiles first..<end of images with C channels (exactly, for whole rows of
// tiles). After the last tile of a shard come those of the next image, which is likely to be next.
INLINE wanted_pixels pixels_of(ser_conv_shape s, ptrdiff_t C, const float *x, ptrdiff_t first,
                               ptrdiff_t end) {
  ptrdiff_t tiles = tiles_in_image(s), image = (s.frames + 2) * (s.bands + 2) * C;
  ptrdiff_t start = first * image / tiles;
  if (!x) return (wanted_pixels){0, 0};
  return (wanted_pixels){x + start, end * image / tiles - start};
}

INLINE void fetch(wanted_pixels wanted, int point) {
  for (ptrdiff_t i = point * wanted.floats / POINTS; i < (point + 1) * wanted.floats / POINTS;
       i += 16)
    __builtin_prefetch(wanted.data + i, 0, 2);
}

// m_p = from_p u_p at all points: n tiles of K channels to the panel of N channels from m.begin on.
// What is wanted is fetched with the first panel.
static void product_with_filters(ptrdiff_t n, ptrdiff_t K, ptrdiff_t N, tile_planes from,
                                 const float *u, tile_planes m, wanted_pixels wanted,
                                 wanted_pixels too) {
  ptrdiff_t plane = K * round_up(N, PANEL);
  ptrdiff_t columns = smaller(PANEL, round_up(N, CHANNEL_UNIT) - m.begin);
  for (int p = 0; p < POINTS; p++) {
    if (m.begin == 0) fetch(wanted, p), fetch(too, p);
    panel_product(n, columns, K, (ser_left){from.data + p * from.plane, from.row, 1},
                  u + p * plane + m.begin * K, PANEL, m.data + p * m.plane, m.row, 0);
  }
}

// du_p (+)= v_p' dm_p for all 36 points over n tiles.
static void product_for_filters(ptrdiff_t n, ser_conv_shape s, tile_planes v, tile_planes dm,
                                float *du, int accumulate, wanted_pixels wanted,
                                wanted_pixels too) {
  ptrdiff_t plane = s.inputs * round_up(s.outputs, PANEL);
  for (int p = 0; p < POINTS; p++) {
    fetch(wanted, p);
    fetch(too, p);
    for (ptrdiff_t j = 0; j < s.outputs; j += PANEL)
      panel_product(s.inputs, smaller(PANEL, dm.row - j), n,
                    (ser_left){v.data + p * v.plane, 1, v.row}, dm.data + p * dm.plane + j, dm.row,
                    du + p * plane + j * s.inputs, PANEL, accumulate);
  }
}

// Groups of tiles first..<end, shared evenly.
#define FOR_TILE_GROUPS(shape)                                                      \
  ptrdiff_t total = shape.images * tiles_in_image(shape), first = 0, end = 0;       \
  ptrdiff_t groups = (total + WINOGRAD_TILES - 1) / WINOGRAD_TILES;                 \
  for (ptrdiff_t group = 0; group < groups && (end = (group + 1) * total / groups); \
       group++, first = end)

// Panel by panel of the output channels, so that a panel's points are near when they are
// transformed back.
static void kernel_conv_forward(ser_conv_shape shape, const float *x, const float *u, float *y,
                                const float *centre, double *sums, float *scratch) {
  tile_planes v = planes_at(scratch, shape.inputs);
  tile_planes m = planes_at(v.data + POINTS * v.plane, PANEL);
  float *group_sums = m.data + POINTS * m.plane;
  ptrdiff_t sums_row = round_up(shape.outputs, CHANNEL_UNIT);
  int streamed = is_streamed(shape, y, sums);
  FOR_TILE_GROUPS(shape) {
    tiles_of_input(shape, first, end, x, v);
    memset(group_sums, 0, 2 * sums_row * sizeof(float));
    for (m.begin = 0; m.begin < shape.outputs; m.begin += PANEL) {
      product_with_filters(end - first, shape.inputs, shape.outputs, v, u, m,
                           pixels_of(shape, shape.inputs, x, end, 2 * end - first),
                           pixels_of(shape, shape.outputs, streamed ? 0 : y, first, end));
      FOR_TILES(shape, shape.outputs, 4, 1, m) {
        vf mid = centre ? load_part(centre + c, pixels.left) : (vf)0;
        output_tile(streamed, m.data + point + c, m.plane, y + corner + c, &pixels, mid,
                    group_sums + c, sums_row);
      }
    }
    for (ptrdiff_t c = 0; sums && c < shape.outputs; c++) {
      sums[c] += group_sums[c];
      sums[shape.outputs + c] += group_sums[sums_row + c];
    }
  }
#if defined(__x86_64__)
  // Streamed stores are not ordered with what tells other threads that y is there.
  if (streamed) __builtin_ia32_sfence();
#endif
}

static void kernel_conv_backward(ser_conv_shape shape, const float *x, const float *dy,
                                 const float *ut, float *dx, float *du, float *scratch) {
  tile_planes v = planes_at(scratch, shape.inputs);
  tile_planes dm = planes_at(v.data + POINTS * v.plane, shape.outputs);
  tile_planes dv = planes_at(dm.data + POINTS * dm.plane, PANEL);
  ptrdiff_t image = (shape.frames + 2) * (shape.bands + 2) * shape.inputs, cleared = 0;
  FOR_TILE_GROUPS(shape) {
    ptrdiff_t next = 2 * end - first;
    FOR_TILES(shape, shape.outputs, 4, 1, dm) {
      output_gradient_tile(dy + corner + c, &pixels, dm.data + point + c, dm.plane);
    }
    if (du) {
      tiles_of_input(shape, first, end, x, v);
      product_for_filters(end - first, shape, v, dm, du, group > 0,
                          pixels_of(shape, shape.inputs, dx, first, end),
                          pixels_of(shape, shape.inputs, x, end, next));
    }
    for (; dx && cleared * tiles_in_image(shape) < end; cleared++)
      memset(dx + cleared * image, 0, image * sizeof(float));
    for (dv.begin = 0; dx && dv.begin < shape.inputs; dv.begin += PANEL) {
      product_with_filters(end - first, shape.outputs, shape.inputs, dm, ut, dv,
                           pixels_of(shape, shape.outputs, dy, end, next), (wanted_pixels){0, 0});
      FOR_TILES(shape, shape.inputs, 6, 0, dv) {
        input_gradient_tile(dv.data + point + c, dv.plane, dx + corner + c, &pixels);
      }
    }
  }
}
