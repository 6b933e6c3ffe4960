// For tests: the exception that something throws.
#ifndef PEERCERT_X509_TEST_RAISED_H
#define PEERCERT_X509_TEST_RAISED_H

#include "value/exception.h"

namespace peercert::test {

// raised returns the exception that `act` throws; one with an empty type when it throws none.
template <typename Act>
Raised raised(const Act& act) {
  try {
    static_cast<void>(act());
  } catch (const PythonException& error) {
    return error.raised();
  }
  return {};
}

}  // namespace peercert::test

#endif
