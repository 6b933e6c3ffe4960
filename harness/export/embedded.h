// Files that are part of the program and come with every export of their kind.
#ifndef PEERCERT_EXPORT_EMBEDDED_H
#define PEERCERT_EXPORT_EMBEDDED_H

#include <string>
#include <string_view>

namespace peercert::exports {

// embedded returns the text of the file of that name in this folder: "schemas/rules.schema.json". Throws
// std::out_of_range for one that is not there.
[[nodiscard]] std::string embedded(std::string_view name);

}  // namespace peercert::exports

#endif
