#include "value/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "value/key_index.h"
#include "value/literal.h"

namespace peercert {
namespace {

bool same_type(const Value& a, const Value& b) {
  return a.storage().index() == b.storage().index() && a.type_name() == b.type_name();
}

std::string subscript(const std::string& path, const std::string& key) {
  return fmt::format("{}[{}]", path, key);
}

// Comparison makes a path only where there is something to tell: nearly always nothing is.
class Comparison {
 public:
  explicit Comparison(DictOrder order) : order_(order) {}

  void compare(const std::string& path, const Value& expected, const Value& got) {
    if (!same_type(expected, got)) {
      add(path, DifferenceKind::kType, expected, got);
    } else if (const Tuple* tuple = expected.get_if<Tuple>()) {
      compare_items(path, tuple->items, got.get_if<Tuple>()->items);
    } else if (const List* list = expected.get_if<List>()) {
      compare_items(path, list->items, got.get_if<List>()->items);
    } else if (const Dict* dict = expected.get_if<Dict>()) {
      compare_dicts(path, *dict, *got.get_if<Dict>());
    } else if (!(expected == got)) {
      add(path, DifferenceKind::kValue, expected, got);
    }
  }

  [[nodiscard]] std::vector<Difference> take() { return std::move(found_); }

 private:
  void add(const std::string& path, DifferenceKind kind, std::optional<Value> expected, std::optional<Value> got) {
    found_.push_back({path, kind, std::move(expected), std::move(got)});
  }

  void compare_items(const std::string& path, const std::vector<Value>& expected, const std::vector<Value>& got) {
    for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
      if (i < expected.size() && i < got.size() && expected[i] == got[i]) continue;
      const std::string here = subscript(path, std::to_string(i));
      if (i >= got.size()) {
        add(here, DifferenceKind::kMissing, expected[i], std::nullopt);
      } else if (i >= expected.size()) {
        add(here, DifferenceKind::kSurplus, std::nullopt, got[i]);
      } else {
        compare(here, expected[i], got[i]);
      }
    }
  }

  void compare_dicts(const std::string& path, const Dict& expected, const Dict& got) {
    const KeyIndex in_got(got);
    std::vector<std::size_t> common;  // positions in `got`, in the order of `expected`
    for (const DictEntry& entry : expected.entries) {
      const auto position = in_got.find(entry.key);
      if (position) common.push_back(*position);
      if (position && entry.value == got.entries[*position].value) continue;
      const std::string here = subscript(path, to_literal(entry.key));
      if (position) {
        compare(here, entry.value, got.entries[*position].value);
      } else {
        add(here, DifferenceKind::kMissing, entry.value, std::nullopt);
      }
    }
    add_surplus(path, expected, got);
    if (order_ == DictOrder::kCounts && !std::is_sorted(common.begin(), common.end())) add_order(path, got, common);
  }

  void add_surplus(const std::string& path, const Dict& expected, const Dict& got) {
    const KeyIndex in_expected(expected);
    for (const DictEntry& entry : got.entries) {
      if (in_expected.find(entry.key)) continue;
      add(subscript(path, to_literal(entry.key)), DifferenceKind::kSurplus, std::nullopt, entry.value);
    }
  }

  void add_order(const std::string& path, const Dict& got, std::vector<std::size_t> common) {
    const auto keys = [&] {
      List list;
      for (const std::size_t position : common) list.items.push_back(got.entries[position].key);
      return list;
    };
    const List expected_order = keys();
    std::sort(common.begin(), common.end());
    add(path, DifferenceKind::kOrder, expected_order, keys());
  }

  DictOrder order_;
  std::vector<Difference> found_;
};

constexpr std::size_t kLongest = 200;

// shown returns the literal on one line, its middle left out when it is long.
std::string shown(const Value& value) {
  std::string literal = to_literal(value);
  std::replace(literal.begin(), literal.end(), '\n', ' ');  // only an Other's repr can have one
  if (literal.size() <= kLongest) return literal;
  const std::string_view whole = literal;
  return fmt::format("{}...({} characters left out)...{}", whole.substr(0, kLongest / 2), whole.size() - kLongest,
                     whole.substr(whole.size() - kLongest / 2));
}

}  // namespace

std::string_view to_string(DifferenceKind kind) {
  static constexpr std::array<std::string_view, 5> kNames = {"type", "value", "missing", "surplus", "order"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::vector<Difference> differences(const Value& expected, const Value& got, DictOrder order) {
  if (expected == got) return {};
  Comparison comparison(order);
  comparison.compare("", expected, got);
  return comparison.take();
}

std::string describe(const Difference& difference) {
  const std::string path = difference.path.empty() ? "the value" : difference.path;
  const Value expected = difference.expected.value_or(None{});
  const Value got = difference.got.value_or(None{});
  switch (difference.kind) {
    case DifferenceKind::kType:
      return fmt::format("{}: expected {} ({}), got {} ({})", path, shown(expected), expected.type_name(), shown(got),
                         got.type_name());
    case DifferenceKind::kValue:
      return fmt::format("{}: expected {}, got {}", path, shown(expected), shown(got));
    case DifferenceKind::kMissing:
      return fmt::format("{}: missing, expected {}", path, shown(expected));
    case DifferenceKind::kSurplus:
      return fmt::format("{}: surplus, got {}", path, shown(got));
    case DifferenceKind::kOrder:
      return fmt::format("{}: expected the order {}, got {}", path, shown(expected), shown(got));
  }
  return path;
}

}  // namespace peercert
