#include "search/host_names.h"

#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>

#include "subject/native.h"

namespace peercert::search {
namespace {

TEST(HostNames, SameSeedAndNumberMakeTheSame) {
  EXPECT_EQ(to_json(host_names(7, 3)), to_json(host_names(7, 3)));
  EXPECT_NE(to_json(host_names(7, 3)), to_json(host_names(7, 4)));
  EXPECT_NE(to_json(host_names(7, 3)), to_json(host_names(8, 3)));
}

// What the library makes of them: one in five matches, and every message is there.
TEST(HostNames, EveryAnswerComesUp) {
  subject::NativeSubject native;
  std::map<std::string, int> seen;
  for (std::uint64_t number = 0; number < 60; ++number) {
    const suite::Outcome outcome = native.run(host_names(1, number));
    ASSERT_EQ(outcome.kind, suite::Outcome::Kind::kObserved) << outcome.detail;
    for (const suite::Observation& got : outcome.observations) {
      if (!got.raised) {
        ++seen["matches"];
        continue;
      }
      ++seen[got.raised->type];
      for (const char* text :
           {"doesn't match either of", "doesn't match ", "no appropriate", "too many wildcards", "wildcard can only",
            "sole wildcard", "partial wildcards", "empty or no certificate", "not a quad-dotted", "is neither an IPv4",
            "not iterable", "cannot unpack", "to unpack", "has no attribute", "inet_aton() argument"}) {
        if (got.raised->text.find(text) != std::string::npos) ++seen[text];
      }
    }
  }
  EXPECT_GT(seen["matches"], 300);
  EXPECT_EQ(seen.count("UnicodeEncodeError"), 0U);  // no address has a surrogate
  EXPECT_THAT(seen, testing::SizeIs(1 + 4 + 15)) << testing::PrintToString(seen);
}

}  // namespace
}  // namespace peercert::search
