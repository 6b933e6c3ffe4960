#include "search/minimise.h"

#include <gmock/gmock.h>

#include "der/hex.h"
#include "der/writer.h"
#include "forge/fixtures.h"

namespace peercert::search {
namespace {

bool has(const std::string& der, const std::string& part) {
  return der.find(part) != std::string::npos;
}

TEST(Minimise, LeavesWhatShowsItAndNothingElse) {
  const auto shows = [](const std::string& der) { return has(der, "\x13\x02XX"); };
  const std::string der = der::sequence({der::sequence({der::printable_string("XX"), der::integer(1)}), der::null()});
  EXPECT_EQ(minimise(der, shows).der, der::printable_string("XX"));
}

TEST(Minimise, LengthsAboveFollow) {
  const auto shows = [](const std::string& der) { return der[0] == '\x30' && has(der, std::string("\x13\x02XX", 4)); };
  const std::string der =
      der::sequence({der::set_as_given({der::printable_string("XX"), der::integer(1)}), der::null()});
  EXPECT_EQ(minimise(der, shows).der, der::sequence({der::printable_string("XX")}));
}

TEST(Minimise, ContentsBecomeShorter) {
  const auto shows = [](const std::string& der) {
    return der[0] == '\x13' && std::count(der.begin(), der.end(), 'b') >= 2;
  };
  EXPECT_EQ(minimise(der::printable_string("aaabaaaabaaaaaab"), shows).der.size(), 4U);
}

TEST(Minimise, WhatCannotBeSmallerStays) {
  const std::string der = der::sequence({der::integer(1)});
  EXPECT_EQ(minimise(der, [&](const std::string& smaller) { return smaller == der; }).der, der);
}

TEST(Minimise, WhatDoesNotMatterBecomesPlain) {
  const auto shows = [](const std::string& der) { return der.size() == 10 && der[0] == '\x30' && has(der, "Y"); };
  const std::string der = der::sequence({der::printable_string("xYz"), der::integer(7)});
  EXPECT_EQ(minimise(der, shows).der, der::sequence({der::printable_string("aYa"), der::integer(0)}));
}

TEST(Minimise, LengthsThatDoNotMatterBecomeShort) {
  const auto shows = [](const std::string& der) { return der.back() == 'Y' && der[0] == '\x13'; };
  EXPECT_EQ(minimise(der::from_hex("1382000159"), shows).der, der::printable_string("Y"));
}

TEST(Minimise, IndefiniteLengthsAreTakenApart) {
  const auto shows = [](const std::string& der) {
    return has(der, std::string("\x30\x80", 2)) && has(der, "\x13\x01Y") && der.ends_with(std::string(2, '\0'));
  };
  // SEQUENCE { SEQUENCE { INTEGER 1, "Y" }, OCTET STRING "long" }, both of indefinite length
  const std::string der = der::from_hex(
      "3080"
      "3080"
      "020101"
      "130159"
      "0000"
      "04046c6f6e67"
      "0000");
  EXPECT_EQ(der::to_hex(minimise(der, shows).der), "30801301590000");
}

TEST(Minimise, OfManyChildrenHalfGoAtATime) {
  std::vector<std::string> children(1000, der::integer(1));
  children[700] = der::printable_string("XX");
  const std::string der = der::sequence({der::sequence(children), der::null()});
  const Minimised small = minimise(der, [](const std::string& smaller) { return has(smaller, "\x13\x02XX"); });
  EXPECT_EQ(small.der, der::printable_string("XX"));
  EXPECT_LT(small.tried, 100U);
  EXPECT_TRUE(small.complete);
}

TEST(Minimise, StoppedItGivesTheSmallestSoFar) {
  const std::string der = der::sequence({der::printable_string("XX"), der::null()});
  std::size_t asked = 0, bytes_before = 0;
  const GoOn two = [&](std::size_t tried, std::size_t bytes) {
    EXPECT_EQ(tried, asked++);
    bytes_before = bytes;
    return tried < 2;
  };
  const Minimised small = minimise(
      der, [](const std::string& smaller) { return has(smaller, "XX"); }, two);
  EXPECT_FALSE(small.complete);
  EXPECT_EQ(small.tried, 2U);
  EXPECT_EQ(small.der.size(), bytes_before);
}

TEST(Minimise, BytesThatAreNoDerAreMinimisedToo) {
  EXPECT_EQ(minimise("no certificate", [](const std::string& der) { return has(der, "cert"); }).der, "cert");
}

TEST(Minimise, NoSingleElementCanBeLeftOutOfACertificate) {
  const auto fixtures = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  const std::string& der = fixtures.find("server")->der;
  const auto shows = [](const std::string& smaller) { return smaller[0] == '\x30' && has(smaller, "\x82\tlocalhost"); };
  const Minimised small = minimise(der, shows);
  EXPECT_EQ(der::to_hex(small.der), "300b82096c6f63616c686f7374");
  EXPECT_LT(small.tried, 2000U);
}

}  // namespace
}  // namespace peercert::search
