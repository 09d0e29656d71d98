// What Swift cannot call by itself: zlib's macro that initialises a stream.
#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <zlib.h>

// Window sizes from 25 to 31 write a gzip header and trailer around the deflated data (zlib.h, deflateInit2).
static inline int czlib_deflate_init(z_streamp stream, int level, int window_bits, int memory_level) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, memory_level, Z_DEFAULT_STRATEGY);
}

#endif
