// The library decodes plain certificates from their bytes, and odd ones by OpenSSL; both ways must come to the same.
#include <gtest/gtest.h>

#include <functional>

#include "der/hex.h"
#include "forge/fixtures.h"
#include "search/mutate.h"
#include "value/exception.h"
#include "value/literal.h"
#include "x509/decode.h"
#include "x509/decode_by_openssl.h"

namespace peercert::search {
namespace {

std::string said(const std::function<PeerCertificate()>& decode) {
  try {
    return to_literal(to_value(decode()));
  } catch (const PythonException& error) {
    return error.raised().type + to_literal(error.raised().args);
  }
}

void expect_the_same(const std::string& der) {
  ASSERT_EQ(said([&] { return decode_certificate(der); }), said([&] { return decode_by_openssl(der); }))
      << der::to_hex(der);
}

TEST(TwoReaders, SayTheSameOfEveryFixture) {
  const auto fixtures = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  for (const auto& [name, fixture] : fixtures.all()) {
    SCOPED_TRACE(name);
    expect_the_same(fixture.der);
  }
}

TEST(TwoReaders, SayTheSameOfMutants) {
  const auto fixtures = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  std::vector<std::string> parents;
  for (const auto& [name, fixture] : fixtures.all()) {
    if (fixture.der.size() < 4000) parents.push_back(fixture.der);
  }
  const Mutator mutator(parents, 8);
  for (std::uint64_t number = 0; number < 5000; ++number) {
    SCOPED_TRACE(number);
    expect_the_same(mutator.mutant(number).der);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace peercert::search
