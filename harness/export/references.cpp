#include "export/references.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

namespace peercert::exports {
namespace {

// The file that {"file": NAME} refers to, or "" for any other JSON.
std::string referred(const Json& json) {
  const bool is_one = json.is_object() && json.size() == 1 && json.contains("file") && json["file"].is_string();
  return is_one ? json["file"].get<std::string>() : "";
}

bool ends_with(const std::string& text, std::string_view ending) {
  return text.size() >= ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

}  // namespace

void fail(const std::string& path, const std::string& what) {
  throw std::runtime_error(fmt::format("{}: {}", path, what));
}

std::optional<suite::Requirement> optional_requirement(suite::JsonMembers& members, const std::string& key) {
  const auto text = members.optional_text(key);
  try {
    return text ? std::optional(suite::Requirement::parse(*text)) : std::nullopt;
  } catch (const std::invalid_argument& wrong) {
    fail(members.path(key), wrong.what());
  }
}

std::string References::text(const Json& json, const std::string& path) const {
  const std::string file = referred(json);
  return file.empty() ? suite::text_at(json, path) : folder_.text(file);
}

std::string References::bytes(const Json& json, const std::string& path) const {
  const Value read = value(json, path);
  if (const auto* bytes = read.get_if<Bytes>()) return bytes->data;
  fail(path, fmt::format("expected bytes, found {}", suite::json_excerpt(json)));
}

Value References::value(const Json& json, const std::string& path) const {
  const std::string file = referred(json);
  if (ends_with(file, ".der")) return Bytes{folder_.text(file)};
  if (!file.empty()) return suite::value_at(folder_.json(file), file);
  if (!json.is_object() || json.size() != 1 || !json.contains("list")) return suite::value_at(json, path);
  List list;
  for (const Json& item : json["list"]) list.items.push_back(value(item, path));
  return list;
}

std::optional<Value> References::optional_value(suite::JsonMembers& members, const std::string& key) const {
  const Json* found = members.find(key);
  return found == nullptr ? std::nullopt : std::optional(value(*found, members.path(key)));
}

}  // namespace peercert::exports
