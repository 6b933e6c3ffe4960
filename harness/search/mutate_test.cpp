#include "search/mutate.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "der/reader.h"
#include "forge/fixtures.h"

namespace peercert::search {
namespace {

std::vector<std::string> fixtures() {
  static const auto all = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  std::vector<std::string> ders;
  for (const auto& [name, fixture] : all.all()) {
    if (fixture.der.size() < 4000) ders.push_back(fixture.der);
  }
  return ders;
}

TEST(Mutate, IsTheSameForASeedAndANumber) {
  const auto parents = fixtures();
  const Mutator one(parents, 7), same(parents, 7), other(parents, 8);
  std::size_t differs = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(one.mutant(i).der, same.mutant(i).der);
    differs += one.mutant(i).der != other.mutant(i).der ? 1U : 0U;
  }
  EXPECT_GT(differs, 95U);
}

TEST(Mutate, NearlyEveryMutantDiffersFromItsParentAndFromOthers) {
  const auto parents = fixtures();
  const Mutator mutator(parents, 1);
  std::set<std::string> seen;
  std::size_t changed = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const Mutant mutant = mutator.mutant(i);
    seen.insert(mutant.der);
    changed += mutant.der != parents[mutant.parent] ? 1U : 0U;
    ASSERT_FALSE(mutant.changes.empty());
  }
  EXPECT_GT(seen.size(), 1800U);
  EXPECT_GT(changed, 1900U);
}

TEST(Mutate, WhatTheDecoderReadsIsHitAsOftenAsTheRest) {
  const Mutator mutator(fixtures(), 1);
  std::map<std::string, std::size_t> hits;
  std::size_t all = 0;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    for (const std::string& words : mutator.mutant(i).changes) {
      ++hits[words.substr(0, words.find(':'))];
      ++all;
    }
  }
  std::size_t read = 0;
  for (std::size_t i = 0; i < kRegions; ++i) {
    const std::string name = region_name(static_cast<Region>(i));
    if (name != "unique identifier") {
      EXPECT_GT(hits[name], all / 100) << name;
    }
    if (i < kRegionsRead) read += hits[name];
  }
  EXPECT_GT(read, all / 2);
}

TEST(Mutate, ManyMutantsAreStillDer) {
  const Mutator mutator(fixtures(), 1);
  std::size_t whole = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const std::string der = mutator.mutant(i).der;
    try {
      whole += der::read(der).children.size() == 3 ? 1U : 0U;
    } catch (const der::DerError&) {
      // one of those with a wrong length
    }
  }
  EXPECT_GT(whole, 700U);
  EXPECT_LT(whole, 1000U);
}

TEST(Mutate, BytesThatAreNoDerAreChangedAsBytes) {
  const Mutator mutator({"no certificate"}, 1);
  EXPECT_NE(mutator.mutant(0).der, "no certificate");
  EXPECT_THROW(Mutator({}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace peercert::search
