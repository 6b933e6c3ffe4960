#include "tool/interrupted.h"

#include <atomic>
#include <csignal>

namespace peercert::tool {
namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

void remember(int /*signal*/) {
  interrupted = true;
}

}  // namespace

void heed_interrupts() {
  struct sigaction action = {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
}

bool is_interrupted() {
  return interrupted;
}

}  // namespace peercert::tool
