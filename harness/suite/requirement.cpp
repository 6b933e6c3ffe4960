#include "suite/requirement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace peercert::suite {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// read_version returns the leading dotted numbers of `text` and how many characters they take.
std::pair<std::vector<unsigned long>, std::size_t> read_version(std::string_view text) {
  std::vector<unsigned long> parts;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  while (at != end) {
    unsigned long part = 0;
    const auto [next, failure] = std::from_chars(at, end, part);
    if (failure != std::errc{}) break;
    parts.push_back(part);
    at = next;
    if (at == end || *at != '.' || at + 1 == end || std::isdigit(static_cast<unsigned char>(at[1])) == 0) break;
    ++at;
  }
  return {parts, static_cast<std::size_t>(at - text.data())};
}

int compare(std::vector<unsigned long> left, std::vector<unsigned long> right) {
  const std::size_t size = std::max(left.size(), right.size());
  left.resize(size);
  right.resize(size);
  if (left == right) return 0;
  return left < right ? -1 : 1;
}

}  // namespace

Requirement::Bound Requirement::parse_bound(std::string_view text, std::string_view whole) {
  static constexpr std::array<std::pair<std::string_view, Operator>, 6> kOperators{{{"<=", Operator::kLessEqual},
                                                                                    {">=", Operator::kGreaterEqual},
                                                                                    {"==", Operator::kEqual},
                                                                                    {"!=", Operator::kNotEqual},
                                                                                    {"<", Operator::kLess},
                                                                                    {">", Operator::kGreater}}};
  for (const auto& [sign, meaning] : kOperators) {
    if (text.substr(0, sign.size()) != sign) continue;
    const std::string_view number = trim(text.substr(sign.size()));
    const auto [version, length] = read_version(number);
    if (version.empty() || length != number.size()) break;
    return {meaning, version};
  }
  throw std::invalid_argument(
      fmt::format("'{}' in '{}' is no bound; expected an operator and a version, such as '>= 3.10'", text, whole));
}

Requirement Requirement::parse(std::string_view text) {
  Requirement result;
  result.text_ = std::string(text);
  const std::string_view whole = trim(text);
  const auto name_end = std::min(whole.find_first_of(" <>=!,"), whole.size());
  result.name_ = lower(whole.substr(0, name_end));
  if (result.name_.empty()) {
    throw std::invalid_argument(fmt::format("'{}' names nobody; expected something like 'CPython >= 3.10'", text));
  }
  const std::string_view rest = trim(whole.substr(name_end));
  for (std::size_t start = 0; !rest.empty() && start <= rest.size();) {
    const auto comma = std::min(rest.find(',', start), rest.size());
    result.bounds_.push_back(parse_bound(trim(rest.substr(start, comma - start)), text));
    start = comma + 1;
  }
  return result;
}

bool Requirement::met_by(std::string_view name, std::string_view version) const {
  if (lower(name) != name_) return false;
  const auto have = read_version(version).first;
  if (have.empty()) return bounds_.empty();
  return std::all_of(bounds_.begin(), bounds_.end(), [&have](const Bound& bound) {
    const int order = compare(have, bound.version);
    switch (bound.compare) {
      case Operator::kLess:
        return order < 0;
      case Operator::kLessEqual:
        return order <= 0;
      case Operator::kGreater:
        return order > 0;
      case Operator::kGreaterEqual:
        return order >= 0;
      case Operator::kEqual:
        return order == 0;
      case Operator::kNotEqual:
        return order != 0;
    }
    return false;
  });
}

bool Requirement::met_by(const SubjectInfo& subject) const {
  const std::string_view library = subject.tls_library;
  const auto blank = std::min(library.find(' '), library.size());
  return met_by(subject.implementation, subject.version) ||
         met_by(library.substr(0, blank), trim(library.substr(blank)));
}

}  // namespace peercert::suite
