// {"file": NAME} in an exported suite, and what stands for it.
#ifndef PEERCERT_EXPORT_REFERENCES_H
#define PEERCERT_EXPORT_REFERENCES_H

#include <optional>
#include <string>

#include "export/folder.h"
#include "suite/json_members.h"
#include "suite/requirement.h"
#include "value/json.h"
#include "value/value.h"

namespace peercert::exports {

// References puts in what a file holds. Its functions throw ExportError for a file that is not there, and
// std::runtime_error, which begins with `path`, for JSON of another shape.
class References {
 public:
  explicit References(const Folder& folder) : folder_(folder) {}

  [[nodiscard]] const Folder& folder() const { return folder_; }
  [[nodiscard]] std::string text(const Json& json, const std::string& path) const;
  [[nodiscard]] std::string bytes(const Json& json, const std::string& path) const;
  [[nodiscard]] Value value(const Json& json, const std::string& path) const;
  [[nodiscard]] std::optional<Value> optional_value(suite::JsonMembers& members, const std::string& key) const;

 private:
  const Folder& folder_;
};

// optional_requirement returns the requirement that the member spells. Throws std::runtime_error with its path.
[[nodiscard]] std::optional<suite::Requirement> optional_requirement(suite::JsonMembers& members,
                                                                     const std::string& key);

// fail throws std::runtime_error: "PATH: WHAT".
[[noreturn]] void fail(const std::string& path, const std::string& what);

}  // namespace peercert::exports

#endif
