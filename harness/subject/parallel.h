// A number of things done by a number of threads.
#ifndef PEERCERT_SUBJECT_PARALLEL_H
#define PEERCERT_SUBJECT_PARALLEL_H

#include <cstddef>
#include <functional>

namespace peercert::subject {

// in_parallel calls `act` with 0, 1, ... up to `count` - 1, from `jobs` threads (at least one, and no more than there
// is work for). Throws what `act` throws, the first of it; nothing further is begun then, and all threads have ended.
void in_parallel(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& act);

}  // namespace peercert::subject

#endif
