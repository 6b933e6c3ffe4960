// For the tests of this folder: a small part of the suite, which is quick to export and to read back.
#ifndef PEERCERT_EXPORT_TEST_SOURCE_H
#define PEERCERT_EXPORT_TEST_SOURCE_H

#include <map>
#include <utility>

#include "export/data.h"

namespace peercert::exports {

// small_source is the theme "validation" with the certificates that it uses, and all the rules and the drift there are.
inline const Source& small_source() {
  static const auto kAll = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  static const auto kSuite = [] {
    auto suite = suite::Suite::load(PEERCERT_SOURCE_DIR "/cases", kAll);
    std::vector<suite::Case> few;
    for (suite::Case& one : suite.cases) {
      if (one.theme == "validation") few.push_back(std::move(one));
    }
    suite.cases = std::move(few);
    return suite;
  }();
  static const auto kFew = [] {
    std::map<std::string, forge::Fixture> few;
    for (const suite::Case& one : kSuite.cases) {
      for (const std::string& name : one.certificates) few.emplace(name, *kAll.find(name));
    }
    return forge::Fixtures(std::move(few));
  }();
  static const Source kSource{kSuite, kFew, "7.8.9"};
  return kSource;
}

}  // namespace peercert::exports

#endif
