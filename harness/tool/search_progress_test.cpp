#include "tool/search_progress.h"

#include <gtest/gtest.h>

namespace peercert::tool {
namespace {

TEST(SearchProgress, SaysRateAndWhatIsLeft) {
  EXPECT_EQ(search_words(12'000, 4, 0.4), "decoded 12000 certificates, 3000 a second, 40 %, 6 s left");
  EXPECT_EQ(search_words(10, 60, 0.2), "decoded 10 certificates, 0 a second, 20 %, 4 min left");
  EXPECT_EQ(search_words(10, 3600, 0.1), "decoded 10 certificates, 0 a second, 10 %, 9 h left");
}

TEST(SearchProgress, WhatWasDoneBeforeDoesNotMakeItFaster) {
  EXPECT_EQ(search_words(100, 10, 0.75, 0.5), "decoded 100 certificates, 10 a second, 75 %, 10 s left");
}

TEST(SearchProgress, WithoutATotalThereIsNoEstimate) {
  EXPECT_EQ(search_words(100, 10, std::nullopt), "decoded 100 certificates, 10 a second");
  EXPECT_EQ(search_words(0, 0, 0.0), "decoded 0 certificates, 0 %");
}

}  // namespace
}  // namespace peercert::tool
