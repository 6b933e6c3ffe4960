// Reading JSON objects whose members are known: every member is asked for by name, and one that nobody asked for is an
// error, so that a misspelt name cannot switch anything off.
//
//     JsonMembers members(json, "observation");
//     observation.step = members.text("step");           // throws: observation/step: expected a string, found 7
//     members.end();                                     // throws: observation: unknown member "vlaue"
#ifndef PEERCERT_SUITE_JSON_MEMBERS_H
#define PEERCERT_SUITE_JSON_MEMBERS_H

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "value/json.h"
#include "value/value.h"

namespace peercert::suite {

// JsonMembers refers to the JSON it is made from. Every function throws std::runtime_error with the path of the place,
// what was expected and what was found.
class JsonMembers {
 public:
  // JsonMembers throws when `json` is no object. `path` says where it stands: "scenario/steps/0".
  JsonMembers(const Json& json, std::string path);

  [[nodiscard]] std::string path(std::string_view key) const;

  [[nodiscard]] const Json* find(const std::string& key);
  [[nodiscard]] const Json& required(const std::string& key);

  [[nodiscard]] std::string text(const std::string& key);
  [[nodiscard]] std::optional<std::string> optional_text(const std::string& key);
  // choice is a text that is one of `choices`.
  [[nodiscard]] std::string choice(const std::string& key, const std::vector<std::string>& choices);
  // texts is a list of texts, empty when the member is not there.
  [[nodiscard]] std::vector<std::string> texts(const std::string& key);
  [[nodiscard]] std::vector<std::string> required_texts(const std::string& key);
  [[nodiscard]] bool flag(const std::string& key);  // false when the member is not there
  [[nodiscard]] Value value(const std::string& key);

  // items returns the items of a list with their paths, entries those of an object with their names.
  [[nodiscard]] std::vector<std::pair<std::string, const Json*>> items(const std::string& key);
  [[nodiscard]] std::vector<std::pair<std::string, const Json*>> entries(const std::string& key);

  // end throws when there is a member that was not asked for.
  void end() const;

 private:
  const Json& json_;
  std::string path_;
  std::set<std::string> asked_;
};

// json_excerpt returns the JSON, or its beginning, for a message.
[[nodiscard]] std::string json_excerpt(const Json& json);

// text_at returns the string that `json` is; value_at the value. They throw with `path` otherwise.
[[nodiscard]] std::string text_at(const Json& json, const std::string& path);
[[nodiscard]] Value value_at(const Json& json, const std::string& path);

}  // namespace peercert::suite

#endif
