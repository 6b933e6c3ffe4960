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
