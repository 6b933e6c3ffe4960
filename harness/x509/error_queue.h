// OpenSSL reports errors in a queue that belongs to the thread, and so to everybody who uses OpenSSL in it. CPython
// leaves entries behind there, which then break somebody else's next call (gh-81891, gh-148594); this library does not.
#ifndef PEERCERT_X509_ERROR_QUEUE_H
#define PEERCERT_X509_ERROR_QUEUE_H

#include <vector>

#include "x509/compatibility.h"

namespace peercert {

// PreservedErrorQueue empties the thread's error queue, and at its end puts the entries that it found back in place of
// whatever has come since. In between the queue holds errors of the calls in between only, as SSL_get_error demands.
// (Marks that ERR_set_mark put on entries are lost.)
class PreservedErrorQueue {
 public:
  PreservedErrorQueue();
  PreservedErrorQueue(const PreservedErrorQueue&) = delete;
  PreservedErrorQueue& operator=(const PreservedErrorQueue&) = delete;
  ~PreservedErrorQueue();

 private:
  std::vector<compatibility::SavedError> found_;
};

}  // namespace peercert

#endif
