#include "x509/error_queue.h"

#include <utility>

#include "value/fault.h"

namespace peercert {

PreservedErrorQueue::PreservedErrorQueue() {
  if (seeded(Fault::kErrorsStayInTheQueue) || ERR_peek_error() == 0) return;
  compatibility::SavedError error;
  while (compatibility::take_error(error)) found_.push_back(std::move(error));
}

PreservedErrorQueue::~PreservedErrorQueue() {
  if (seeded(Fault::kErrorsStayInTheQueue)) return;
  if (ERR_peek_error() != 0) ERR_clear_error();
  for (const compatibility::SavedError& error : found_) compatibility::put_error(error);
}

}  // namespace peercert
