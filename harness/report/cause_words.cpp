#include "report/cause_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
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

std::string without_addresses(std::string_view text) {
  constexpr std::size_t kShortest = 6;  // 1.2, port 443 and TLS 1.3 say something; 7f3a10 does not
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    bool digit = false;
    while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0)
      digit |= std::isdigit(static_cast<unsigned char>(text[end++])) != 0;
    const std::string_view word = text.substr(at, std::max<std::size_t>(end - at, 1));
    const std::string_view number = word.substr(word.substr(0, 2) == "0x" ? 2 : 0);
    const bool is_address = digit && word.size() >= kShortest &&
                            number.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    out += is_address ? "*" : word;
    at += word.size();
  }
  return out;
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
