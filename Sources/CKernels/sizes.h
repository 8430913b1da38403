// Sizes of layouts that all instruction sets share, so that packed weights outlive a change of level.
#pragma once

// Columns of a panel of packed weights.
#define PANEL 32
// A block of A in the matrix product: rows, and depth along K (its 12-row part and a panel fit L1).
#define BLOCK_ROWS 96
#define BLOCK_DEPTH 256
// Tiles of an image that are in the Winograd domain at a time.
#define WINOGRAD_TILES 36
// Elements of a transformed tile, 6x6.
#define POINTS 36
// Rows of channels in scratch are padded to this.
#define CHANNEL_UNIT 16
