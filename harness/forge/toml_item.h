// One value of a TOML data file, wherever it stands: what TomlTable is for tables, for the items of arrays of arrays.
//
//     for (const TomlItem& rdn : TomlItem::require(table, "subject").items()) { ... rdn.error("...") ... }
#ifndef PEERCERT_FORGE_TOML_ITEM_H
#define PEERCERT_FORGE_TOML_ITEM_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "der/writer.h"
#include "forge/toml_file.h"

namespace peercert::forge {

class TomlItem {
 public:
  // `name` is how messages call the item: "certificate server: subject[0]". The node must outlive the item.
  TomlItem(const toml::node& node, std::string file, std::string name)
      : node_(&node), file_(std::move(file)), name_(std::move(name)) {}

  // find returns what stands under `key`, or nullopt; require throws TomlError instead. Both mark the key as read.
  [[nodiscard]] static std::optional<TomlItem> find(TomlTable& table, std::string_view key);
  [[nodiscard]] static TomlItem require(TomlTable& table, std::string_view key);

  [[nodiscard]] bool is_string() const { return node_->is_string(); }
  [[nodiscard]] bool is_table() const { return node_->is_table(); }

  // These return the value and throw TomlError when it is of another type.
  [[nodiscard]] std::string string() const;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] der::Time utc_time() const;  // an offset date-time of whole seconds with offset Z
  [[nodiscard]] TomlTable table() const;
  [[nodiscard]] std::vector<TomlItem> items() const;
  [[nodiscard]] std::vector<std::string> strings() const;

  // entries returns keys and values of a table, in no particular order. Throws TomlError for anything else.
  [[nodiscard]] std::vector<std::pair<std::string, TomlItem>> entries() const;

  // only_entry returns key and value of a table that has exactly one entry. Throws TomlError for anything else.
  [[nodiscard]] std::pair<std::string, TomlItem> only_entry() const;

  // error returns a TomlError that names the item and its line.
  [[nodiscard]] TomlError error(std::string_view message) const;

 private:
  [[nodiscard]] TomlError wrong_type(std::string_view expected) const;

  const toml::node* node_;
  std::string file_;
  std::string name_;
};

}  // namespace peercert::forge

#endif
