#ifndef SER_KERNELS_H
#define SER_KERNELS_H
#endif
