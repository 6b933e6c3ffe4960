// The matrix of a case: its axes, its points, and "$axis" in the case's strings.
#ifndef PEERCERT_SUITE_SUBSTITUTION_H
#define PEERCERT_SUITE_SUBSTITUTION_H

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forge/toml_file.h"

namespace peercert::suite {

using Point = std::map<std::string, std::string>;

// read_matrix returns every point of the table `matrix` of a case, the last axis varying fastest; one empty point when
// there is no such table. Throws forge::TomlError for an axis without values or with a repeated one.
[[nodiscard]] std::vector<Point> read_matrix(forge::TomlTable& entry);

// Substitution puts the values of one point in place of "$axis", and remembers which axes were asked for.
class Substitution {
 public:
  explicit Substitution(const Point& point) : point_(&point) {}

  // get returns the value of an axis or, where the matrix has no such axis, `otherwise`.
  [[nodiscard]] std::string get(const std::string& axis, const std::string& otherwise);

  // in returns `text`, or the axis value when `text` is "$axis". Throws forge::TomlError (at `key`) for an unknown
  // axis.
  [[nodiscard]] std::string in(const forge::TomlTable& table, std::string_view key, const std::string& text);

  // unused returns the axes of the point that nobody asked for.
  [[nodiscard]] std::vector<std::string> unused() const;

 private:
  const Point* point_;
  std::set<std::string> used_;
};

// SubstitutedTable is a TomlTable whose strings are substituted as they are read.
class SubstitutedTable {
 public:
  SubstitutedTable(forge::TomlTable& table, Substitution& substitution)
      : table_(&table), substitution_(&substitution) {}

  [[nodiscard]] forge::TomlTable& table() const { return *table_; }
  [[nodiscard]] Substitution& substitution() const { return *substitution_; }
  [[nodiscard]] std::string string(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> optional_string(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> optional_strings(std::string_view key) const;

 private:
  forge::TomlTable* table_;
  Substitution* substitution_;
};

}  // namespace peercert::suite

#endif
