// The verbs of steps: one table of what each acts on and takes. What they do is said in harness/subject/PROTOCOL.md.
#ifndef PEERCERT_SUITE_VERBS_H
#define PEERCERT_SUITE_VERBS_H

#include <cstddef>
#include <string_view>
#include <vector>

#include "suite/scenario.h"

namespace peercert::suite {

// ActsOn is what a verb acts on.
enum class ActsOn {
  kAnyConnection,  // whatever its transport
  kConnection,     // one with a TLS object: not over asyncio
  kWire,           // one whose bytes move in steps alone
  kTcp,            // one over tcp that has a peer
  kSocket,         // an SSLSocket
  kNotWrapped,     // one that begins "connected"
  kNotConnected,   // one that begins "unconnected"
  kAsyncio,
  kContext,
  kModule,  // the ssl module itself
};

// IfSilent is how much a step means that has no expectation.
enum class IfSilent {
  kWorks,    // it prepares for others, and has to work
  kMayWait,  // the same, and wanting to read or write is no failure
  kAnswer,   // it is compared with what the reference answers
};

struct Verb {
  std::string_view name;
  std::size_t least_args, most_args;
  ActsOn acts_on;
  IfSilent if_silent;
  std::string_view needs = "";            // the feature without which nobody can play it
  std::vector<std::string_view> words{};  // its arguments are among these
};

// kModuleName is what a step on the module acts on.
inline constexpr std::string_view kModuleName = "ssl";

// verbs returns all of them, in the order of PROTOCOL.md; find_verb the one of that name, or nullptr.
[[nodiscard]] const std::vector<Verb>& verbs();
[[nodiscard]] const Verb* find_verb(std::string_view name);

// why_not returns what keeps `verb` from being done on `connection`, for a message: "it is not over tcp"; "" when
// nothing does.
[[nodiscard]] std::string_view why_not(const Verb& verb, const ConnectionSpec& connection);

}  // namespace peercert::suite

#endif
