#include "CLibIDN2.h"

#include <dlfcn.h>

#define FIND(name)                                                       \
    functions->name = (__typeof__(functions->name))dlsym(library, #name); \
    if (!functions->name) return #name;

const char *oint_libidn2_find(void *library, oint_libidn2 *functions) {
    FIND(idn2_to_ascii_8z)
    FIND(idn2_strerror)
    FIND(idn2_free)
    return 0;
}
