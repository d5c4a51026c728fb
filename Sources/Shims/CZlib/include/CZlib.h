// zlib, which packs and unpacks, as Swift sees it: its macros as functions.
// Source: https://www.zlib.net/manual.html
#pragma once

#include <zlib.h>

/// Begins to unpack; windowBits says which format, as zlib's manual tells.
static inline int oint_inflate_init(z_stream *_Nonnull stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}
