// The word for how a witness failed.
#ifndef PEERCERT_SEARCH_FAILURE_H
#define PEERCERT_SEARCH_FAILURE_H

#include <string_view>

#include "suite/observation.h"

namespace peercert::search {

// failure_name returns "crash", "hang" or "protocol error", and "error" for every other kind.
[[nodiscard]] constexpr std::string_view failure_name(suite::Outcome::Kind kind) {
  switch (kind) {
    case suite::Outcome::Kind::kCrash:
      return "crash";
    case suite::Outcome::Kind::kHang:
      return "hang";
    case suite::Outcome::Kind::kProtocolError:
      return "protocol error";
    default:
      return "error";
  }
}

}  // namespace peercert::search

#endif
