#include "search/generate.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "value/literal.h"
#include "x509/decode.h"

namespace peercert::search {
namespace {

const std::string kCerts = PEERCERT_SOURCE_DIR "/certs";

const forge::Recipes& recipes() {
  static const forge::Recipes all = forge::load_recipes(kCerts);
  return all;
}

Generator generator(std::uint64_t seed) {
  return {recipes(), forge::Keys(kCerts + "/keys"), seed};
}

TEST(Generate, IsTheSameForASeedAndANumber) {
  EXPECT_EQ(generator(3).certificate(5).der, generator(3).certificate(5).der);
  EXPECT_NE(generator(3).certificate(5).der, generator(4).certificate(5).der);
  EXPECT_NE(generator(3).certificate(5).der, generator(3).certificate(6).der);
}

TEST(Generate, NothingIsOdd) {
  const Generator made = generator(1);
  for (std::uint64_t i = 0; i < 300; ++i) {
    for (const forge::Oddity& oddity : oddities(made.recipe(i), recipes())) ADD_FAILURE() << i << ": " << oddity.phrase;
  }
}

TEST(Generate, EveryKeyComesAndIsMissing) {
  const Generator made = generator(1);
  std::map<std::string, std::size_t> with;
  for (std::uint64_t i = 0; i < 200; ++i) {
    const Value expected = made.certificate(i).expected;
    for (const std::string& key : forge::keys_of_dictionary())
      with[key] += expected.get_if<Dict>()->find(key) ? 1U : 0U;
  }
  for (const std::string& key : forge::keys_of_dictionary()) EXPECT_GT(with[key], 10U) << key;
  EXPECT_LT(with["subjectAltName"], 180U);
}

TEST(Generate, TheDecoderSaysWhatTheForgeComputed) {
  const Generator made = generator(2);
  for (std::uint64_t i = 0; i < 300; ++i) {
    const Generated one = made.certificate(i);
    ASSERT_EQ(to_literal(to_value(decode_certificate(one.der))), to_literal(one.expected)) << i;
  }
}

}  // namespace
}  // namespace peercert::search
