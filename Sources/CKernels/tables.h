// The tables of kernels, one an instruction set: each is made by its level file.
#pragma once

#include "CKernels.h"

extern const ser_kernel_table ser_table_baseline, ser_table_avx2, ser_table_avx512;
