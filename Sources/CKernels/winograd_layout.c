// Sizes in the Winograd domain, and the transposed filters: what concerns no instruction set.
#include "CKernels.h"
#include "sizes.h"

static size_t round_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

size_t ser_filter_size(ptrdiff_t inputs, ptrdiff_t outputs) {
  return POINTS * ser_pack_size(inputs, outputs);
}

void ser_filter_transpose(ptrdiff_t inputs, ptrdiff_t outputs, const float *u, float *ut) {
  for (int p = 0; p < POINTS; p++, u += ser_pack_size(inputs, outputs))
    for (ptrdiff_t c0 = 0; c0 < inputs; c0 += PANEL)
      for (ptrdiff_t o = 0; o < outputs; o++)
        for (ptrdiff_t c = c0; c < c0 + PANEL; c++)
          *ut++ = c < inputs ? u[(o / PANEL * inputs + c) * PANEL + o % PANEL] : 0;
}

size_t ser_conv_scratch(ptrdiff_t inputs, ptrdiff_t outputs) {
  size_t rows = round_up(inputs, CHANNEL_UNIT) + round_up(outputs, CHANNEL_UNIT);
  return POINTS * (WINOGRAD_TILES * rows + 2 * CHANNEL_UNIT) + 2 * round_up(outputs, CHANNEL_UNIT);
}
