// The contexts and connections of a scenario, as PROTOCOL.md says they are made. Every function throws
// std::runtime_error, naming the context or connection, for what is malformed or cannot be made.
#ifndef PEERCERT_SUBJECT_SET_UP_H
#define PEERCERT_SUBJECT_SET_UP_H

#include <fmt/format.h>

#include <map>
#include <stdexcept>
#include <string>

#include "subject/link.h"
#include "suite/scenario.h"
#include "tls/context.h"

namespace peercert::subject {

// Contexts has those that a step may name, and apart from them those that server-name callbacks change to, which refer
// to it: two contexts that held each other would never go away.
struct Contexts {
  std::map<std::string, Context> named;
  std::map<std::string, Context> for_names;
};

using Links = std::map<std::string, Link>;

[[nodiscard]] Contexts make_contexts(const suite::Scenario& scenario);

// make_links adds every connection of `scenario` to `links`.
void make_links(const suite::Scenario& scenario, const Contexts& contexts, Links& links);

// verify_mode returns the mode of that name: "CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED".
[[nodiscard]] VerifyMode verify_mode(const std::string& name);

// named returns what the map has under `name`; `what` says what it is, for the message when there is none.
template <typename Map>
[[nodiscard]] auto& named(Map& map, const std::string& name, const char* what) {
  const auto found = map.find(name);
  if (found == map.end()) throw std::runtime_error(fmt::format("unknown {} \"{}\"", what, name));
  return found->second;
}

}  // namespace peercert::subject

#endif
