#define _GNU_SOURCE
#include "CBuildID.h"

#include <string.h>

#if defined(__APPLE__)

#include <mach-o/dyld.h>
#include <mach-o/loader.h>

const uint8_t *oint_build_id(size_t *length) {
    const struct mach_header_64 *header = (const struct mach_header_64 *)_dyld_get_image_header(0);
    const uint8_t *place = (const uint8_t *)(header + 1);
    for (uint32_t index = 0; index < header->ncmds; index++) {
        const struct load_command *command = (const struct load_command *)place;
        if (command->cmd == LC_UUID) {
            *length = sizeof(uuid_t);
            return ((const struct uuid_command *)command)->uuid;
        }
        place += command->cmdsize;
    }
    return NULL;
}

#else

#include <link.h>

struct result {
    const uint8_t *bytes;
    size_t length;
};

static size_t padded(size_t length) { return (length + 3) / 4 * 4; }

static void search(const uint8_t *notes, size_t size, struct result *result) {
    while (size >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)notes;
        const uint8_t *name = notes + sizeof *note;
        const uint8_t *content = name + padded(note->n_namesz);
        size_t whole = sizeof *note + padded(note->n_namesz) + padded(note->n_descsz);
        if (whole > size) return;
        if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(name, "GNU", 4) == 0) {
            result->bytes = content;
            result->length = note->n_descsz;
            return;
        }
        notes += whole;
        size -= whole;
    }
}

// The program itself comes first, and a result other than 0 ends the walk.
static int look(struct dl_phdr_info *image, size_t size, void *result) {
    (void)size;
    for (size_t index = 0; index < image->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &image->dlpi_phdr[index];
        if (header->p_type == PT_NOTE)
            search((const uint8_t *)(image->dlpi_addr + header->p_vaddr), header->p_memsz, result);
    }
    return 1;
}

const uint8_t *oint_build_id(size_t *length) {
    struct result result = {NULL, 0};
    dl_iterate_phdr(look, &result);
    *length = result.length;
    return result.bytes;
}

#endif
