#include "CTOML.h"

#include <csetjmp>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace {

/// Where a failed assertion of toml++ leads; null outside of parsing.
thread_local std::jmp_buf *way_out = nullptr;

/// Ends parsing.
///
/// Without exceptions, toml++ goes on for a while after some mistakes in a text, and its assertions find that out. They
/// must not end the program, and can't throw, since the program is linked without tables for unwinding. The memory of
/// the parser is lost.
[[noreturn]] void give_up() {
    if (way_out) std::longjmp(*way_out, 1);
    std::abort();
}

}  // namespace

// With NDEBUG, toml++ would take what it asserts for true, and read beyond the end of the text.
#undef NDEBUG
#define TOML_ASSERT(expr) (static_cast<bool>(expr) ? static_cast<void>(0) : give_up())
#define TOML_MAX_NESTED_VALUES 64
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

struct oint_toml_document {
    toml::parse_result result;
    std::string problem;
};

namespace {

const toml::node &as_node(const oint_toml_node *node) { return *reinterpret_cast<const toml::node *>(node); }

const oint_toml_node *as_opaque(const toml::node &node) { return reinterpret_cast<const oint_toml_node *>(&node); }

oint_toml_place place(const toml::source_position &position) { return {position.line, position.column}; }

/// Parses a text, in a function of its own: a jump must not lead past the variables of the one that it comes back to.
[[gnu::noinline]] oint_toml_document *parsed(const char *text, size_t length) {
    auto result = toml::parse(std::string_view(text, length));
    std::string problem;
    if (!result) problem = result.error().description();
    return new oint_toml_document{std::move(result), std::move(problem)};
}

oint_toml_region region(const toml::source_region &region) { return {place(region.begin), place(region.end)}; }

}  // namespace

extern "C" {

oint_toml_document *oint_toml_parse(const char *text, size_t length) {
    std::jmp_buf place;
    auto *const outer = way_out;
    if (setjmp(place) != 0) {
        way_out = outer;
        return nullptr;
    }
    way_out = &place;
    auto *document = parsed(text, length);
    way_out = outer;
    return document;
}

void oint_toml_free(oint_toml_document *document) { delete document; }

const oint_toml_node *oint_toml_root(const oint_toml_document *document) {
    return document->result ? as_opaque(document->result.table()) : nullptr;
}

const char *oint_toml_problem(const oint_toml_document *document) {
    return document->result ? nullptr : document->problem.c_str();
}

oint_toml_place oint_toml_problem_place(const oint_toml_document *document) {
    return document->result ? oint_toml_place{0, 0} : place(document->result.error().source().begin);
}

oint_toml_kind oint_toml_node_kind(const oint_toml_node *node) {
    switch (as_node(node).type()) {
        case toml::node_type::table: return OINT_TOML_TABLE;
        case toml::node_type::array: return OINT_TOML_ARRAY;
        case toml::node_type::string: return OINT_TOML_STRING;
        case toml::node_type::integer: return OINT_TOML_INTEGER;
        case toml::node_type::floating_point: return OINT_TOML_FLOAT;
        case toml::node_type::boolean: return OINT_TOML_BOOLEAN;
        default: return OINT_TOML_DATE_TIME;
    }
}

oint_toml_region oint_toml_node_region(const oint_toml_node *node) { return region(as_node(node).source()); }

const char *oint_toml_string(const oint_toml_node *node, size_t *length) {
    const auto *value = as_node(node).as_string();
    if (!value) {
        *length = 0;
        return "";
    }
    *length = value->get().size();
    return value->get().data();
}

int64_t oint_toml_integer(const oint_toml_node *node) {
    const auto *value = as_node(node).as_integer();
    return value ? value->get() : 0;
}

bool oint_toml_boolean(const oint_toml_node *node) {
    const auto *value = as_node(node).as_boolean();
    return value && value->get();
}

size_t oint_toml_count(const oint_toml_node *node) {
    if (const auto *array = as_node(node).as_array()) return array->size();
    if (const auto *table = as_node(node).as_table()) return table->size();
    return 0;
}

const oint_toml_node *oint_toml_element(const oint_toml_node *array, size_t index) {
    return as_opaque((*as_node(array).as_array())[index]);
}

bool oint_toml_is_inline(const oint_toml_node *table) {
    const auto *value = as_node(table).as_table();
    return value && value->is_inline();
}

void oint_toml_entries(const oint_toml_node *table, oint_toml_entry *entries) {
    const auto *value = as_node(table).as_table();
    if (!value) return;
    for (const auto &[key, node] : *value) {
        const std::string_view name = key.str();
        *entries++ = {name.data(), name.size(), region(key.source()), as_opaque(node)};
    }
}

}
