// What shows a fault of memory safety in a known implementation (memory_safety in drift.toml) is not handed out.
#ifndef PEERCERT_EXPORT_UNSAFE_H
#define PEERCERT_EXPORT_UNSAFE_H

#include <cstddef>

#include "forge/fixtures.h"
#include "suite/load.h"

namespace peercert::exports {

// is_unsafe returns whether a drift entry of a fault of memory safety speaks of a step of the scenario.
[[nodiscard]] bool is_unsafe(const suite::Suite& suite, const suite::Scenario& scenario);

// Safe is a suite without such scenarios, without the certificates that only they use, and without those entries.
struct Safe {
  suite::Suite suite;
  forge::Fixtures fixtures;
  std::size_t left_out = 0;  // scenarios
};
[[nodiscard]] Safe without_unsafe(const suite::Suite& suite, const forge::Fixtures& fixtures);

}  // namespace peercert::exports

#endif
