#include "report/html.h"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "report/embedded.h"
#include "report/page.h"
#include "report/text.h"
#include "report/view.h"
#include "value/literal.h"

namespace peercert::report {
namespace {

namespace mustache = kainjow::mustache;

// Objects, arrays, flags and texts, as the template engine has them; numbers come as text.
mustache::data to_mustache(const Json& json) {
  if (json.is_boolean()) return mustache::data(json.get<bool>());
  if (json.is_string()) return mustache::data(json.get<std::string>());
  if (json.is_array()) {
    mustache::data out(mustache::data::type::list);
    for (const Json& item : json) out.push_back(to_mustache(item));
    return out;
  }
  mustache::data out(mustache::data::type::object);
  for (const auto& item : json.items()) out.set(item.key(), to_mustache(item.value()));
  return out;
}

// Everything that comes from data goes through here; the template has no tag that goes around it.
std::string escaped(const std::string& text) {
  return mustache::html_escape(printable(text));
}

Json conflicts(const Json& rules) {
  Json out = Json::array();
  for (const Json& rule : rules) {
    if (!rule.at("rule_conflict").is_object()) continue;
    out.push_back({{"conflict_rule", rule.at("rule_id")},
                   {"conflict_says", rule.at("rule_says")},
                   {"conflict_source", rule.at("rule_source")},
                   {"conflict_text", member(rule.at("rule_conflict"), "text")}});
  }
  return out;
}

// The values that the cases show only the beginning of.
Json long_values(const View& view) {
  Json out = Json::array();
  for (const auto& item : view.results().at("values").items()) {
    const Value value = view.value(item.key());
    if (is_long(value)) {
      out.push_back(
          {{"value_digest", item.key()}, {"value_short", short_literal(value)}, {"value_literal", to_literal(value)}});
    }
  }
  return out;
}

Json certificates(const View& view) {
  Json out = Json::array();
  for (const auto& item : view.results().at("certificates").items()) {
    out.push_back({{"certificate_digest", item.key()},
                   {"certificate_name", member(item.value(), "name")},
                   {"certificate_pem", member(item.value(), "pem")}});
  }
  return out;
}

}  // namespace

std::string html(const Json& results, bool strict) {
  const View view(results);
  Json page = page_header(view, strict);
  page["groups"] = page_causes(view, strict);
  page["themes"] = page_themes(view);
  page["cases"] = page_cases(view);
  page["rules"] = page_rules(view);
  page["conflicts"] = conflicts(page["rules"]);
  page["has_conflicts"] = !page["conflicts"].empty();
  page["values"] = long_values(view);
  page["has_values"] = !page["values"].empty();
  page["certificates"] = certificates(view);
  page["has_certificates"] = !page["certificates"].empty();
  mustache::mustache layout{std::string(kHtmlTemplate)};
  if (!layout.is_valid()) throw std::logic_error("reports/report.html.mustache: " + layout.error_message());
  layout.set_custom_escape(escaped);
  return layout.render(to_mustache(page));
}

}  // namespace peercert::report
