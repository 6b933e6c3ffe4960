#include "suite/requirement.h"

#include <gmock/gmock.h>

#include <stdexcept>

namespace peercert::suite {
namespace {

bool met(const std::string& requirement, const std::string& version,
         const std::string& library = "OpenSSL 1.1.1w  11 Sep 2023") {
  return Requirement::parse(requirement).met_by({"CPython", version, library, {}});
}

auto refuses(const std::string& message) {
  return testing::ThrowsMessage<std::invalid_argument>(message);
}

TEST(Requirement, ANameAloneIsMetByEveryVersion) {
  EXPECT_TRUE(met("CPython", "3.6.15"));
  EXPECT_TRUE(met(" cpython ", "unknown"));
  EXPECT_FALSE(met("PyPy", "3.6.15"));
}

TEST(Requirement, EveryOperator) {
  EXPECT_TRUE(met("CPython < 3.10", "3.9.18"));
  EXPECT_FALSE(met("CPython < 3.10", "3.10.0"));
  EXPECT_TRUE(met("CPython <= 3.10", "3.10"));
  EXPECT_FALSE(met("CPython <= 3.10", "3.10.1"));
  EXPECT_TRUE(met("CPython > 3.9", "3.10"));
  EXPECT_FALSE(met("CPython > 3.9", "3.9.0"));
  EXPECT_TRUE(met("CPython >= 3.9", "3.9"));
  EXPECT_FALSE(met("CPython >= 3.9", "3.8.99"));
  EXPECT_TRUE(met("CPython == 3.9", "3.9.0"));
  EXPECT_FALSE(met("CPython == 3.9", "3.9.1"));
  EXPECT_TRUE(met("CPython != 3.9", "3.9.1"));
  EXPECT_FALSE(met("CPython != 3.9", "3.9"));
}

TEST(Requirement, AllBoundsMustHold) {
  EXPECT_TRUE(met("CPython >= 3.8, < 3.10", "3.9"));
  EXPECT_FALSE(met("CPython>=3.8,<3.10", "3.10"));
  EXPECT_FALSE(met("CPython >= 3.8, < 3.10", "3.7"));
}

TEST(Requirement, PartsAreNumbersAndWhatFollowsThemDoesNotCount) {
  EXPECT_TRUE(met("CPython > 3.9", "3.15.0rc1"));
  EXPECT_TRUE(met("OpenSSL == 1.1.1", "3.9"));
  EXPECT_FALSE(met("OpenSSL >= 3", "3.9"));
}

TEST(Requirement, AVersionWithoutNumbersIsWithinNoBound) {
  EXPECT_FALSE(met("CPython < 3.10", "unknown"));
  EXPECT_FALSE(met("OpenSSL < 3", "3.9", "OpenSSL"));
  EXPECT_TRUE(met("OpenSSL", "3.9", "OpenSSL"));
}

TEST(Requirement, KeepsItsText) {
  EXPECT_EQ(Requirement::parse("CPython >= 3.8").text(), "CPython >= 3.8");
}

TEST(Requirement, ErrorsQuoteTheText) {
  const auto parse = [](const char* text) { return [text] { (void)Requirement::parse(text); }; };
  EXPECT_THAT(parse(""), refuses("'' names nobody; expected something like 'CPython >= 3.10'"));
  EXPECT_THAT(parse(">= 3"), refuses("'>= 3' names nobody; expected something like 'CPython >= 3.10'"));
  const std::string expected = "' is no bound; expected an operator and a version, such as '>= 3.10'";
  EXPECT_THAT(parse("CPython 3.8"), refuses("'3.8' in 'CPython 3.8" + expected));
  EXPECT_THAT(parse("CPython >= x"), refuses("'>= x' in 'CPython >= x" + expected));
  EXPECT_THAT(parse("CPython >= 3.8 < 4"), refuses("'>= 3.8 < 4' in 'CPython >= 3.8 < 4" + expected));
  EXPECT_THAT(parse("CPython >= 3.8,"), refuses("'' in 'CPython >= 3.8," + expected));
  EXPECT_THAT(parse("CPython => 3"), refuses("'=> 3' in 'CPython => 3" + expected));
}

}  // namespace
}  // namespace peercert::suite
