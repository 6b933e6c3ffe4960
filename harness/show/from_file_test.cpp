#include "show/from_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "show/test_files.h"
#include "value/literal.h"

namespace peercert::show {
namespace {

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A file of its own for each test, gone with it.
class FromFile : public testing::Test {
 protected:
  ~FromFile() override { std::filesystem::remove(path_); }

  std::string written(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return path_;
  }
  std::string refusal(const std::string& text) {
    try {
      (void)from_file(written(text));
      return "";
    } catch (const NothingToShow& error) {
      const std::string what = error.what();
      return what.rfind(path_, 0) == 0 ? what.substr(path_.size()) : what;
    }
  }

  const std::string path_ =
      (std::filesystem::path(testing::TempDir()) /
       (std::string("peercert_show_") + testing::UnitTest::GetInstance()->current_test_info()->name()))
          .string();
};

TEST_F(FromFile, OneCertificateIsCalledAsItsFile) {
  const std::string path = kFixtures + "server.pem";
  const Found found = from_file(path);
  ASSERT_EQ(found.certificates.size(), 1U);
  EXPECT_EQ(found.certificates[0].place, path);
  EXPECT_EQ(to_literal(*found.certificates[0].value->get_if<Dict>()->find("serialNumber")), "'0B01AF'");
  EXPECT_TRUE(found.problems.empty());
}

TEST_F(FromFile, OfSeveralEachHasItsNumberAndKeysArePassedOver) {
  const std::string key = contents(kKeys + "rsa_leaf.pem");
  const Found found = from_file(written(contents(kFixtures + "server.pem") + key + contents(kFixtures + "root.pem")));
  ASSERT_EQ(found.certificates.size(), 2U);
  EXPECT_EQ(found.certificates[1].place, path_ + ", certificate 2 of 2");
  EXPECT_TRUE(found.problems.empty());
}

TEST_F(FromFile, DerIsACertificateAsWell) {
  const std::string der = *from_file(kFixtures + "server.pem").certificates[0].der;
  EXPECT_EQ(from_file(written(der)).certificates.at(0).der, der);
}

TEST_F(FromFile, WhatCannotBeDecodedSaysWhatPythonRaises) {
  const Found found = from_file(kFixtures + "san_no_utf8.pem");
  ASSERT_EQ(found.certificates.size(), 1U);
  EXPECT_EQ(found.certificates[0].value, std::nullopt);
  EXPECT_EQ(found.certificates[0].raised.rfind("UnicodeDecodeError: 'utf-8' codec can't decode", 0), 0U)
      << found.certificates[0].raised;
}

TEST_F(FromFile, ABrokenBlockIsAProblemAndTheRestIsShown) {
  const std::string good = contents(kFixtures + "server.pem");
  const Found found = from_file(written("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n" + good));
  EXPECT_EQ(found.certificates.size(), 1U);
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_EQ(found.problems[0], path_ + ": PEM block 1 in it is broken");
}

TEST_F(FromFile, NothingToShowSaysWhatIsThere) {
  EXPECT_EQ(refusal(""), ": is empty");
  EXPECT_EQ(refusal("nothing of use\n"), ": holds no certificate: it is neither PEM nor DER");
  EXPECT_EQ(refusal(contents(kKeys + "rsa_leaf.pem")), ": holds no certificate; what is there: key");
  const std::string der = *from_file(kFixtures + "server.pem").certificates[0].der;
  EXPECT_EQ(refusal(der.substr(0, 500)), ": by its header DER of 892 bytes, and ends after 500");
  std::filesystem::remove(path_);
}

TEST_F(FromFile, ThereIsNoSuchFile) {
  EXPECT_THROW((void)from_file("/no/such/file"), NothingToShow);
}

}  // namespace
}  // namespace peercert::show
