#include "suite/substitution.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace peercert::suite {
namespace {

// The axes that fill in what contexts and connections leave out.
void check_axis(const forge::TomlTable& matrix, const std::string& axis, const std::vector<std::string>& values) {
  static const std::map<std::string, std::set<std::string>> kKnown{
      {"tls", {"1.0", "1.1", "1.2", "1.3"}}, {"transport", {"memory", "socket", "tcp", "asyncio"}}};
  if (values.empty()) throw matrix.error(axis, "an axis needs at least one value");
  if (std::set<std::string>(values.begin(), values.end()).size() != values.size()) {
    throw matrix.error(axis, "a value stands here twice");
  }
  const auto known = kKnown.find(axis);
  for (const std::string& value : values) {
    if (known == kKnown.end() || known->second.count(value) > 0) continue;
    throw matrix.error(axis, fmt::format("'{}' is none of {}", value, fmt::join(known->second, ", ")));
  }
}

}  // namespace

std::vector<Point> read_matrix(forge::TomlTable& entry) {
  std::vector<Point> points(1);
  auto matrix = entry.optional_table("matrix");
  if (!matrix) return points;
  for (const std::string& axis : matrix->keys()) {
    const auto values = matrix->strings(axis);
    check_axis(*matrix, axis, values);
    std::vector<Point> more;
    for (const Point& point : points) {
      for (const std::string& value : values) {
        more.push_back(point);
        more.back()[axis] = value;
      }
    }
    points = std::move(more);
  }
  return points;
}

std::string Substitution::get(const std::string& axis, const std::string& otherwise) {
  used_.insert(axis);
  const auto found = point_->find(axis);
  return found == point_->end() ? otherwise : found->second;
}

std::string Substitution::in(const forge::TomlTable& table, std::string_view key, const std::string& text) {
  if (text.empty() || text.front() != '$') return text;
  const std::string axis = text.substr(1);
  const auto found = point_->find(axis);
  if (found == point_->end()) throw table.error(key, fmt::format("the matrix has no axis '{}'", axis));
  used_.insert(axis);
  return found->second;
}

std::vector<std::string> Substitution::unused() const {
  std::vector<std::string> axes;
  for (const auto& [axis, value] : *point_) {
    if (used_.count(axis) == 0) axes.push_back(axis);
  }
  return axes;
}

std::optional<std::string> SubstitutedTable::optional_string(std::string_view key) const {
  auto text = table_->optional_string(key);
  if (text) text = substitution_->in(*table_, key, *text);
  return text;
}

std::string SubstitutedTable::string(std::string_view key) const {
  return substitution_->in(*table_, key, table_->string(key));
}

std::vector<std::string> SubstitutedTable::optional_strings(std::string_view key) const {
  auto texts = table_->optional_strings(key);
  for (std::string& text : texts) text = substitution_->in(*table_, key, text);
  return texts;
}

}  // namespace peercert::suite
