import CKernels

/// The inner loops, for the instruction set in force on the calling thread.
var kernels: ser_kernel_table { ser_kernels().pointee }
