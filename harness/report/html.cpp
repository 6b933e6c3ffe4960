#include "report/html.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "der/hex.h"
#include "report/deflate.h"
#include "report/embedded.h"
#include "report/page.h"
#include "report/text.h"
#include "suite/digest.h"

namespace peercert::report {
namespace {

std::string escaped(const std::string& text) {
  return with_references(text, "&<>\"'");
}

std::string subject_row(const Json& subject) {
  std::vector<std::string> totals;
  for (const auto& total : subject.at("totals").items()) {
    totals.push_back(fmt::format("{} {}", total.value().get<int>(), escaped(total.key())));
  }
  if (subject.contains("absence")) totals.push_back("not played: " + escaped(member(subject, "absence")));
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", escaped(member(subject, "name")),
                     escaped(member(subject, "role")), fmt::join(totals, ", "));
}

std::string cause_item(const Json& page, const Json& cause) {
  const Json& first = cause.at("rows").at(0);
  const Json& test_case = page.at("cases").at(first.at(0).get<std::size_t>());
  const std::string where = member(test_case.at("places").at(first.at(1).get<std::size_t>()), "where");
  return fmt::format("<li><b>{}</b> {} <small>({}, first in {}{})</small></li>\n", escaped(member(cause, "verdict")),
                     escaped(member(cause, "text")), plural(cause.at("rows").size(), "run"),
                     escaped(member(test_case, "id")), where.empty() ? "" : escaped("[" + where + "]"));
}

// What there is to see without scripts.
std::string essence(const Json& page) {
  std::string out = fmt::format("<p>{}</p>\n<table>\n", escaped(member(page, "closing")));
  for (const Json& subject : page.at("subjects")) out += subject_row(subject);
  out += "</table>\n<ul>\n";
  for (const Json& cause : page.at("causes")) out += cause_item(page, cause);
  return out + "</ul>\n";
}

// The digest by which a Content-Security-Policy allows a script or a style sheet.
std::string allowed(std::string_view source) {
  return fmt::format("'sha256-{}'", base64(der::from_hex(suite::sha256_hex(std::string(source)))));
}

}  // namespace

std::string html(const Json& results, bool strict) {
  const Json contents = page(results, strict);
  std::string script;
  for (const char* const* part = kPageScripts; *part != nullptr; ++part) script += *part;
  const std::string style = kPageStyle;
  return filled(kPageLayout, {{"title", escaped("peercert " + member(contents.at("suite"), "version"))},
                              {"script_digest", allowed(script)},
                              {"style_digest", allowed(style)},
                              {"style", style},
                              {"essence", essence(contents)},
                              {"results", base64(deflated(contents.dump(-1, ' ', true)))},
                              {"script", script}});
}

}  // namespace peercert::report
