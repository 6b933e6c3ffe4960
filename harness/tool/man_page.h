// The manual page, made of what the command says of itself.
#ifndef PEERCERT_TOOL_MAN_PAGE_H
#define PEERCERT_TOOL_MAN_PAGE_H

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

namespace peercert::tool {

// roff returns `text` for troff: what it would take for a request, an escape or a hyphen of its own stands for itself.
[[nodiscard]] std::string roff(std::string_view text);

// man_page returns peercert(1) in the macros of man(7): every subcommand with its options and what its help says below
// them. `date` is year-month-day, or "" for none, so that the same command gives the same bytes.
[[nodiscard]] std::string man_page(const CLI::App& app, const std::string& version, const std::string& date);

// date_of_sources returns the date that the environment's SOURCE_DATE_EPOCH is, "" without one.
[[nodiscard]] std::string date_of_sources();

}  // namespace peercert::tool

#endif
