#include "report/cause_words.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "report/text.h"

namespace peercert::report {

std::string verb_of(const Json& step) {
  const std::string call = member(step, "call");
  const std::string name = call.substr(0, call.find('('));
  if (name.empty()) return one_line(member(step, "step"));
  return one_line(name.substr(name.rfind('.') + 1)) + "()";
}

std::string detail_words(const View& view, const Json& row) {
  const std::string detail = member(row, "detail");
  std::string text = one_line(detail.substr(0, detail.find('\n')));
  const std::string name = one_line(member(view.subject(member(row, "subject")), "name"));
  if (const std::size_t at = text.find(name); !name.empty() && at != std::string::npos) {
    text.replace(at, name.size(), "it");
  }
  return text.empty() ? one_line(member(row, "verdict")) : text;
}

std::string difference_words(const View& view, const Json& step, const Json& difference) {
  const auto side = [&](const char* key) {
    const std::string digest = member(difference, key);
    return digest.empty() ? std::nullopt : std::optional<Value>(view.value(digest));
  };
  const bool is_order = member(difference, "kind") == to_string(DifferenceKind::kOrder);
  // Which of the other kinds it is shows in the two values.
  const auto kind = is_order ? DifferenceKind::kOrder : DifferenceKind::kValue;
  return change_words(verb_of(step), {member(difference, "path"), kind, side("expected"), side("got")});
}

}  // namespace peercert::report
