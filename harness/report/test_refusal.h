// What a reader of results says of what it refuses, for the tests of this folder.
#ifndef PEERCERT_REPORT_TEST_REFUSAL_H
#define PEERCERT_REPORT_TEST_REFUSAL_H

#include <string>

#include "report/results.h"

namespace peercert::test {

// refusal_of returns the text of the ResultsError that `call` throws, "nothing" when it throws none.
template <typename Call>
std::string refusal_of(const Call& call) {
  try {
    static_cast<void>(call());
  } catch (const report::ResultsError& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace peercert::test

#endif
