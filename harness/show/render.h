// Certificates as text, for people and programs.
#ifndef PEERCERT_SHOW_RENDER_H
#define PEERCERT_SHOW_RENDER_H

#include <string>

#include "report/terminal.h"
#include "show/found.h"
#include "value/value.h"

namespace peercert::show {

enum class Format {
  kPython,  // the literal that Python prints, broken over lines much as pprint does
  kJson,    // what Python's json.dumps() makes of it, on one line
  kText,    // for people: one line for each thing
};

// render returns `shown`, which has a value, with its lines ended. With `heading` the place stands before it, as a
// comment in Python, and not in JSON.
[[nodiscard]] std::string render(const Shown& shown, Format format, bool heading, const report::Style& style = {});

// name_text returns what stands under 'subject' or 'issuer' on one line: "countryName=XX, commonName=localhost"; the
// pairs of one relative distinguished name are joined by " + ".
[[nodiscard]] std::string name_text(const Value& name);

}  // namespace peercert::show

#endif
