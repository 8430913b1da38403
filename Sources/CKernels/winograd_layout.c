// Sizes in the Winograd domain, and the transposed filters: what concerns no instruction set.
#include <string.h>

#include "CKernels.h"
#include "sizes.h"
#include "transposition.h"

static size_t round_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

size_t ser_filter_size(ptrdiff_t inputs, ptrdiff_t outputs) {
  return POINTS * ser_pack_size(inputs, outputs);
}

void ser_filter_transpose(ptrdiff_t inputs, ptrdiff_t outputs, const float *u, float *ut) {
  for (int p = 0; p < POINTS; p++, u += ser_pack_size(inputs, outputs))
    for (ptrdiff_t c = 0; c < inputs; c += PANEL, ut += outputs * PANEL) {
      ptrdiff_t columns = inputs - c < PANEL ? inputs - c : PANEL;
      if (columns < PANEL) memset(ut, 0, outputs * PANEL * sizeof(float));
      for (ptrdiff_t o = 0; o < outputs; o += PANEL)
        transpose(columns, outputs - o < PANEL ? outputs - o : PANEL, u + o * inputs + c * PANEL,
                  PANEL, ut + o * PANEL, PANEL);
    }
}

size_t ser_conv_scratch(ptrdiff_t inputs, ptrdiff_t outputs) {
  size_t rows = round_up(inputs, CHANNEL_UNIT) + round_up(outputs, CHANNEL_UNIT) + PANEL;
  return POINTS * (WINOGRAD_TILES * rows + 3 * CHANNEL_UNIT) + 2 * round_up(outputs, CHANNEL_UNIT);
}
