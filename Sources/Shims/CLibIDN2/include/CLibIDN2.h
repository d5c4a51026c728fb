// libidn2, which writes names of hosts as the network knows them, as Swift sees it: nothing of it is linked, its functions
// are looked up when they are first needed.
// Source: https://www.gnu.org/software/libidn/libidn2/manual/libidn2.html
#pragma once

#include <stdint.h>

/// The functions of a libidn2 that is loaded.
typedef struct oint_libidn2 {
    int (*_Nonnull idn2_to_ascii_8z)(const char *_Nonnull input, char *_Nullable *_Nonnull output, int flags);
    const char *_Nonnull (*_Nonnull idn2_strerror)(int code);
    void (*_Nonnull idn2_free)(void *_Nullable pointer);
} oint_libidn2;

/// Looks up all functions in a library that dlopen has loaded.
/// Returns NULL when every one is there, or else the name of the first that is not.
const char *_Nullable oint_libidn2_find(void *_Nonnull library, oint_libidn2 *_Nonnull functions);

/// Flags of idn2_to_ascii_8z, part of the library's stable binary interface: put letters in their normal form, and process
/// by UTS 46 without the transition from the standard before.
enum { OINT_IDN2_NFC_INPUT = 1, OINT_IDN2_NONTRANSITIONAL = 8 };
