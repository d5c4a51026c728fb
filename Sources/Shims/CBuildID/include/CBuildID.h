// The hash that the linker makes of everything in a program.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Gives the hash of the running program, or a null pointer where the linker gave it none.
///
/// On Linux it is the note NT_GNU_BUILD_ID, see elf(5); on macOS the load command LC_UUID.
const uint8_t *_Nullable oint_build_id(size_t *_Nonnull length);
