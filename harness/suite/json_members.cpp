#include "suite/json_members.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace peercert::suite {
namespace {

[[noreturn]] void fail(const std::string& path, std::string_view expected, const Json& found) {
  throw std::runtime_error(fmt::format("{}: expected {}, found {}", path, expected, json_excerpt(found)));
}

std::vector<std::string> texts_at(const Json& json, const std::string& path) {
  if (!json.is_array()) fail(path, "a list", json);
  std::vector<std::string> texts;
  for (const Json& item : json) texts.push_back(text_at(item, fmt::format("{}/{}", path, texts.size())));
  return texts;
}

}  // namespace

std::string json_excerpt(const Json& json) {
  constexpr std::size_t kLongest = 60;
  const std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text.size() <= kLongest ? text : text.substr(0, kLongest) + "...";
}

std::string text_at(const Json& json, const std::string& path) {
  if (!json.is_string()) fail(path, "a string", json);
  return json.get<std::string>();
}

Value value_at(const Json& json, const std::string& path) {
  try {
    return from_tagged_json(json);
  } catch (const TaggedJsonError& error) {
    throw std::runtime_error(fmt::format("{}: {}", path, error.what()));
  }
}

JsonMembers::JsonMembers(const Json& json, std::string path) : json_(json), path_(std::move(path)) {
  if (!json.is_object()) fail(path_, "an object", json);
}

std::string JsonMembers::path(std::string_view key) const {
  return fmt::format("{}/{}", path_, key);
}

const Json* JsonMembers::find(const std::string& key) {
  asked_.insert(key);
  const auto found = json_.find(key);
  return found == json_.end() ? nullptr : &*found;
}

const Json& JsonMembers::required(const std::string& key) {
  const Json* found = find(key);
  if (found == nullptr) throw std::runtime_error(fmt::format("{}: member \"{}\" is missing", path_, key));
  return *found;
}

std::string JsonMembers::text(const std::string& key) {
  const Json& found = required(key);
  if (!found.is_string()) fail(path(key), "a string", found);
  return found.get<std::string>();
}

std::optional<std::string> JsonMembers::optional_text(const std::string& key) {
  return find(key) == nullptr ? std::nullopt : std::optional(text(key));
}

std::string JsonMembers::choice(const std::string& key, const std::vector<std::string>& choices) {
  const Json& found = required(key);
  const std::string given = found.is_string() ? found.get<std::string>() : std::string();
  const bool known = found.is_string() && std::find(choices.begin(), choices.end(), given) != choices.end();
  if (!known) fail(path(key), fmt::format("one of {}", fmt::join(choices, ", ")), found);
  return given;
}

std::vector<std::string> JsonMembers::texts(const std::string& key) {
  const Json* found = find(key);
  return found == nullptr ? std::vector<std::string>() : texts_at(*found, path(key));
}

std::vector<std::string> JsonMembers::required_texts(const std::string& key) {
  return texts_at(required(key), path(key));
}

bool JsonMembers::flag(const std::string& key) {
  const Json* found = find(key);
  if (found != nullptr && !found->is_boolean()) fail(path(key), "true or false", *found);
  return found != nullptr && found->get<bool>();
}

Value JsonMembers::value(const std::string& key) {
  const Json& found = required(key);
  try {
    return from_tagged_json(found);
  } catch (const TaggedJsonError& error) {
    throw std::runtime_error(fmt::format("{}: {}", path(key), error.what()));
  }
}

std::vector<std::pair<std::string, const Json*>> JsonMembers::items(const std::string& key) {
  const Json& list = required(key);
  if (!list.is_array()) fail(path(key), "a list", list);
  std::vector<std::pair<std::string, const Json*>> items;
  for (const Json& item : list) items.emplace_back(fmt::format("{}/{}", path(key), items.size()), &item);
  return items;
}

std::vector<std::pair<std::string, const Json*>> JsonMembers::entries(const std::string& key) {
  const Json& object = required(key);
  if (!object.is_object()) fail(path(key), "an object", object);
  std::vector<std::pair<std::string, const Json*>> entries;
  for (const auto& [name, member] : object.items()) entries.emplace_back(name, &member);
  return entries;
}

void JsonMembers::end() const {
  for (const auto& [name, member] : json_.items()) {
    if (asked_.count(name) == 0) throw std::runtime_error(fmt::format("{}: unknown member \"{}\"", path_, name));
  }
}

}  // namespace peercert::suite
