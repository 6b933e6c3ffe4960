#include "x509/error_queue.h"

#include <utility>

namespace peercert {

PreservedErrorQueue::PreservedErrorQueue() {
  compatibility::SavedError error;
  while (compatibility::take_error(error)) found_.push_back(std::move(error));
}

PreservedErrorQueue::~PreservedErrorQueue() {
  ERR_clear_error();
  for (const compatibility::SavedError& error : found_) compatibility::put_error(error);
}

}  // namespace peercert
