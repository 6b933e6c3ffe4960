#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

#include "value/json_text.h"
#include "value/literal.h"

namespace peercert {
namespace {

using Event = Json::parse_event_t;

// Watches a parser at work and stops it by throwing. The parser itself keeps its levels in a list, not on the stack.
class Watch {
 public:
  bool operator()(int /*depth*/, Event event, const Json& parsed) {
    if (event == Event::object_start || event == Event::array_start) open();
    if (event == Event::key) name(parsed.get_ref<const std::string&>());
    if (event == Event::object_end || event == Event::array_end) names_.pop_back();
    return true;
  }

 private:
  void open() {
    if (names_.size() == kDeepestJson) throw JsonTextError(fmt::format("more than {} levels of JSON", kDeepestJson));
    names_.emplace_back();
  }

  void name(const std::string& name) {
    if (names_.back().insert(name).second) return;
    throw JsonTextError(fmt::format("the name {} twice in one object", to_literal(Str{name})));
  }

  std::vector<std::set<std::string>> names_;  // of the objects and arrays that are open
};

}  // namespace

Json parse_json(std::string_view text) {
  try {
    Json json = Json::parse(text, Watch());
    // The parser takes a NUL for the end of the text, whatever follows it.
    const std::size_t nul = text.find('\0');
    if (nul != std::string_view::npos) throw JsonTextError(fmt::format("no JSON at byte {}", nul + 1));
    return json;
  } catch (const Json::parse_error& error) {
    throw JsonTextError(fmt::format("no JSON at byte {}", error.byte));
  } catch (const Json::exception&) {
    throw JsonTextError("a number that is too large");
  }
}

}  // namespace peercert
