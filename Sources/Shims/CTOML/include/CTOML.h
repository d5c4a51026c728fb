// toml++, a parser of TOML, as Swift sees it: a tree of values that know where they stand.
// Source: https://toml.io/en/v1.0.0, https://marzer.github.io/tomlplusplus/
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a value is.
typedef enum oint_toml_kind {
    OINT_TOML_STRING,
    OINT_TOML_INTEGER,
    OINT_TOML_FLOAT,
    OINT_TOML_BOOLEAN,
    /// A date, a time, or both: its text is where it stands.
    OINT_TOML_DATE_TIME,
    OINT_TOML_ARRAY,
    OINT_TOML_TABLE
} oint_toml_kind;

/// A place in the text: a line and a code point in it, both counted from 1.
typedef struct oint_toml_place {
    uint32_t line;
    uint32_t column;
} oint_toml_place;

/// A part of the text, without what stands at its end.
typedef struct oint_toml_region {
    oint_toml_place begin;
    oint_toml_place end;
} oint_toml_region;

/// A text that was parsed, or the error in it.
typedef struct oint_toml_document oint_toml_document;
/// A value of a document; it lives as long as the document.
typedef struct oint_toml_node oint_toml_node;

/// Parses a text in UTF-8. Returns NULL where toml++ finds that it is wrong too late to say what is wrong; what comes back
/// is given to oint_toml_free.
oint_toml_document *_Nullable oint_toml_parse(const char *_Nonnull text, size_t length);

/// Gives a document's memory back.
void oint_toml_free(oint_toml_document *_Nonnull document);

/// The table that holds everything; NULL when the text is not TOML.
const oint_toml_node *_Nullable oint_toml_root(const oint_toml_document *_Nonnull document);

/// What toml++ says is wrong, which may hold parts of the text; NULL when nothing is.
const char *_Nullable oint_toml_problem(const oint_toml_document *_Nonnull document);

/// Where something is wrong.
oint_toml_place oint_toml_problem_place(const oint_toml_document *_Nonnull document);

/// What a value is.
oint_toml_kind oint_toml_node_kind(const oint_toml_node *_Nonnull node);

/// Where a value stands. Tables with a header have no single place: theirs means nothing.
oint_toml_region oint_toml_node_region(const oint_toml_node *_Nonnull node);

/// The bytes of a string in UTF-8, not ended by a zero.
const char *_Nonnull oint_toml_string(const oint_toml_node *_Nonnull node, size_t *_Nonnull length);

/// A whole number.
int64_t oint_toml_integer(const oint_toml_node *_Nonnull node);

/// True or false.
bool oint_toml_boolean(const oint_toml_node *_Nonnull node);

/// How many elements an array has, or keys a table; 0 for everything else.
size_t oint_toml_count(const oint_toml_node *_Nonnull node);

/// An element of an array, counted from 0.
const oint_toml_node *_Nonnull oint_toml_element(const oint_toml_node *_Nonnull array, size_t index);

/// Whether a table is written in braces.
bool oint_toml_is_inline(const oint_toml_node *_Nonnull table);

/// A key of a table with its value.
typedef struct oint_toml_entry {
    /// The key in UTF-8, without quotes, not ended by a zero.
    const char *_Nonnull key;
    size_t key_length;
    /// Where the key was first written: one part of it, where it has dots.
    oint_toml_region key_region;
    const oint_toml_node *_Nonnull value;
} oint_toml_entry;

/// Stores all keys of a table, in no order that matters, where there is room for as many as it has.
void oint_toml_entries(const oint_toml_node *_Nonnull table, oint_toml_entry *_Nonnull entries);

#ifdef __cplusplus
}
#endif
