// For benchmarks: what operator new was asked for. OpenSSL's own allocations do not count.
#ifndef PEERCERT_X509_BENCH_MEMORY_H
#define PEERCERT_X509_BENCH_MEMORY_H

#include <cstddef>

namespace peercert::bench {

struct Memory {
  std::size_t allocations = 0;
  std::size_t bytes = 0;
};

// memory returns what was asked for since the process began.
[[nodiscard]] Memory memory();

// memory_of returns what one call of `act` asks for, a first call having been made before.
template <typename Act>
[[nodiscard]] Memory memory_of(const Act& act) {
  act();
  const Memory before = memory();
  act();
  const Memory after = memory();
  return {after.allocations - before.allocations, after.bytes - before.bytes};
}

}  // namespace peercert::bench

#endif
