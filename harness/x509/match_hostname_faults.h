// What the seeded faults make of host names (value/fault.h). Only a build with PEERCERT_FAULTS calls any of this.
#ifndef PEERCERT_X509_MATCH_HOSTNAME_FAULTS_H
#define PEERCERT_X509_MATCH_HOSTNAME_FAULTS_H

#include <cstddef>
#include <string>
#include <string_view>

#include "value/fault.h"
#include "value/value.h"

namespace peercert::faults {

inline std::string_view without_last_dot(std::string_view name) {
  return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

inline std::string ascii_lower(std::string_view name) {
  std::string lower(name);
  for (char& each : lower) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  }
  return lower;
}

inline bool ends_with_labels(std::string_view name, std::string_view labels) {
  return name.ends_with("." + std::string(labels));
}

// partial_match returns whether `name`, with one wildcard in its leftmost label, stands for `hostname` where a wildcard
// may be a part of a label.
inline bool partial_match(std::string_view name, std::string_view hostname) {
  const auto star = name.find('*');
  const std::string_view before = name.substr(0, star), after = name.substr(star + 1);
  if (before.empty() && after.starts_with('.')) return false;  // no partial one
  if (hostname.size() < before.size() + after.size()) return false;
  const std::string_view middle = hostname.substr(before.size(), hostname.size() - before.size() - after.size());
  return hostname.starts_with(before) && hostname.ends_with(after) && middle.find('.') == std::string_view::npos;
}

// is_bad_wildcard returns whether `dn`, which has wildcards, is a str that is refused for them.
inline bool is_bad_wildcard(const Value& dn, std::size_t wildcards) {
  const auto* name = dn.get_if<Str>();
  return name != nullptr && (wildcards > 1 || !name->text.starts_with("*."));
}

}  // namespace peercert::faults

#endif
