// The helpers of reproducers, in Python.
#ifndef PEERCERT_EXPORT_HELPERS_H
#define PEERCERT_EXPORT_HELPERS_H

#include <string>
#include <string_view>
#include <vector>

namespace peercert::exports {

struct Helper {
  std::string_view name;
  std::string text;                         // ends with a line feed
  std::vector<std::string_view> modules{};  // it uses
  std::vector<std::string_view> needs{};    // other helpers
};

// helper_called returns the helper of that name, which must exist. Several that define the same function have names of
// their own: a file has one of them.
[[nodiscard]] const Helper& helper_called(std::string_view name);

}  // namespace peercert::exports

#endif
