#include "CLibPQ.h"

#include <dlfcn.h>

#define REQUIRED(name)                                                   \
    functions->name = (__typeof__(functions->name))dlsym(library, #name); \
    if (!functions->name) return #name;
#define OPTIONAL(name) functions->name = (__typeof__(functions->name))dlsym(library, #name);

const char *oint_libpq_find(void *library, oint_libpq *functions) {
    OINT_LIBPQ_FUNCTIONS(REQUIRED, OPTIONAL)
    return 0;
}
