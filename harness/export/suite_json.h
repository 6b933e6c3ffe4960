// The suite as JSON: rules, drift, certificates and cases. harness/export/schemas say what each looks like;
// read_suite.h reads it back.
#ifndef PEERCERT_EXPORT_SUITE_JSON_H
#define PEERCERT_EXPORT_SUITE_JSON_H

#include <string>
#include <vector>

#include "export/names.h"
#include "suite/load.h"
#include "value/json.h"

namespace peercert::exports {

[[nodiscard]] Json rules_json(const std::vector<suite::Rule>& rules);
[[nodiscard]] Json drift_json(const std::vector<suite::Drift>& drift, const Names& names);
[[nodiscard]] Json certificates_json(const forge::Fixtures& fixtures, const Names& names);

// theme_json returns the cases of one theme, which `cases` all are of.
[[nodiscard]] Json theme_json(const std::vector<const suite::Case*>& cases, const Names& names);

// text_of returns `json` as ASCII, one item a line as far as `depth` levels down and each below that on the line of its
// own, so that two exports compare well.
[[nodiscard]] std::string text_of(const Json& json, int depth);

// How deep the files of an export are broken into lines.
inline constexpr int kListDepth = 2;   // a rule, a drift entry, a certificate a line
inline constexpr int kThemeDepth = 5;  // and of each scenario what is played, and each step's expectation

}  // namespace peercert::exports

#endif
