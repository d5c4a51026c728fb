// libidn2, which writes names of hosts as the network knows them, as Swift sees it: nothing of it is linked, its functions
// are looked up when they are first needed.
// Source: https://www.gnu.org/software/libidn/libidn2/manual/libidn2.html
#pragma once

#include <CDriver.h>

int idn2_to_ascii_8z(const char *_Nonnull input, char *_Nullable *_Nonnull output, int flags);
const char *_Nonnull idn2_strerror(int code);
void idn2_free(void *_Nullable pointer);

#define OINT_LIBIDN2(REQUIRED, OPTIONAL) \
    REQUIRED(idn2_to_ascii_8z)           \
    REQUIRED(idn2_strerror)              \
    REQUIRED(idn2_free)

OINT_DRIVER(libidn2, OINT_LIBIDN2)

/// Flags of idn2_to_ascii_8z, part of the library's stable binary interface: put letters in their normal form, and process
/// by UTS 46 without the transition from the standard before.
enum { OINT_IDN2_NFC_INPUT = 1, OINT_IDN2_NONTRANSITIONAL = 8 };
