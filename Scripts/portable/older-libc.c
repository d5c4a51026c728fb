/* What the objects of a newer C library ask for, for a program that has to run with an older one. Linked into the program
   by Scripts/build.sh --portable; everything is hidden, so that no other library finds it. */

#include <stddef.h>
#include <stdint.h>
#include <sys/random.h>
#include <sys/types.h>

#define HIDDEN __attribute__((visibility("hidden")))

/* glibc 2.32: whether the process has one thread. No is always safe. */
HIDDEN char __libc_single_threaded = 0;

/* glibc 2.36. */
HIDDEN void arc4random_buf(void *buffer, size_t size) {
    unsigned char *rest = buffer;
    while (size > 0) {
        ssize_t got = getrandom(rest, size, 0);
        if (got > 0) {
            rest += got;
            size -= (size_t)got;
        }
    }
}

HIDDEN uint32_t arc4random(void) {
    uint32_t value;
    arc4random_buf(&value, sizeof value);
    return value;
}

/* glibc 2.35: where the unwinder finds the tables of an address. The program has none. */
HIDDEN int _dl_find_object(void *address, void *result) {
    (void)address;
    (void)result;
    return -1;
}

/* Start-up files made for glibc 2.34 leave it to the C library to run the program's constructors; older ones want a
   function that does. */
typedef void initializer(int, char **, char **);
extern initializer *__preinit_array_start[] HIDDEN, *__preinit_array_end[] HIDDEN;
extern initializer *__init_array_start[] HIDDEN, *__init_array_end[] HIDDEN;
extern void _init(void) HIDDEN;

static void initialize(int count, char **arguments, char **environment) {
    _init();
    for (initializer **next = __init_array_start; next < __init_array_end; next++) (*next)(count, arguments, environment);
}

typedef int program(int, char **, char **);
#if defined(__x86_64__)
#define FIRST_VERSION "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define FIRST_VERSION "GLIBC_2.17"
#else
#error "which version of glibc was the first for this processor?"
#endif
extern int start_main(
    program *, int, char **, initializer *, void (*)(void), void (*)(void), void *);
__asm__(".symver start_main, __libc_start_main@" FIRST_VERSION);

HIDDEN int __libc_start_main(
    program *main, int count, char **arguments, initializer *init, void (*fini)(void), void (*end_loader)(void),
    void *stack_end) {
    return start_main(main, count, arguments, init ? init : initialize, fini, end_loader, stack_end);
}
