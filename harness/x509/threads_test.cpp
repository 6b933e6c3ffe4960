// What several threads may do at once, as decode.h, peer_certificate.h and value.h promise it. See x509/test_threads.h.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "value/difference.h"
#include "value/exception.h"
#include "value/literal.h"
#include "x509/decode.h"
#include "x509/decode_by_openssl.h"
#include "x509/match_hostname.h"
#include "x509/openssl.h"
#include "x509/test_certificate.h"
#include "x509/test_threads.h"

namespace peercert {
namespace {

using test::in_threads;
using test::kAlways;
using test::sequence;
using test::tlv;

// A certificate with something of everything: plain ones do not ask OpenSSL, so `is_plain` is whether it is one.
std::string rich(bool is_plain) {
  test::Fields fields;
  const std::string country = test::attribute("\x55\x04\x06", tlv(0x13, "XX"));
  const std::string unknown = test::attribute("\x2a\x03\x04", tlv(is_plain ? 0x0C : 0x1E, std::string("\0x", 2)));
  fields.subject = sequence(test::set(country) + test::set(unknown));
  fields.extensions =
      test::extension(test::kSubjectAltName, sequence(tlv(0x82, "a.org") + tlv(0x87, "\x7f\x01\x01\x01")));
  return test::der(fields);
}

X509Owner read(const std::string& der) {
  const auto* data = reinterpret_cast<const unsigned char*>(der.data());
  return X509Owner(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
}

class DecodeInThreads : public testing::TestWithParam<bool> {};

INSTANTIATE_TEST_SUITE_P(Threads, DecodeInThreads, testing::Bool(),
                         [](const auto& test) { return std::string(test.param ? "Plain" : "Odd"); });

TEST_P(DecodeInThreads, TheSameBytes) {
  const std::string der = rich(GetParam());
  const Value expected = to_value(decode_by_openssl(der));
  EXPECT_EQ(in_threads([&] { return to_value(decode_certificate(der)) == expected; }), kAlways);
}

TEST_P(DecodeInThreads, TheSameObject) {
  const std::string der = rich(GetParam());
  const Value expected = to_value(decode_by_openssl(der));
  const X509Owner certificate = read(der);
  EXPECT_EQ(in_threads([&] { return to_value(decode_certificate(certificate.get())) == expected; }), kAlways);
}

TEST_P(DecodeInThreads, CertificatesOfTheirOwn) {
  const auto is_right = [] {
    static std::atomic<int> number = 0;
    test::Fields fields;
    const std::string name = "host" + std::to_string(++number);
    fields.subject = test::common_name(GetParam() ? test::utf8(name) : tlv(0x14, name));  // or a T61String
    const PeerCertificate certificate = test::decode(fields);
    return certificate.subject[0][0].value.data == name;
  };
  EXPECT_EQ(in_threads(is_right), kAlways);
}

TEST(DecodeFailingInThreads, RaisesInEachOfThem) {
  test::Fields fields;
  fields.extensions = test::extension(test::kSubjectAltName, sequence(tlv(0x82, "\xff")));
  const std::string der = test::der(fields);
  const auto raises = [&] {
    try {
      (void)decode_certificate(der);
      return false;
    } catch (const PythonException& raised) {
      return raised.raised().type == "UnicodeDecodeError";
    }
  };
  EXPECT_EQ(in_threads(raises), kAlways);
}

TEST(CopiesInThreads, ShareOnePieceOfMemory) {
  const std::string der = rich(true);
  std::optional<PeerCertificate> first = decode_certificate(der);
  const Value expected = to_value(*first);
  const auto is_right = [&] {
    const PeerCertificate copy = *first;
    PeerCertificate another = copy;
    const PeerCertificate moved = std::move(another);
    return moved == copy && to_value(moved) == expected;
  };
  EXPECT_EQ(in_threads(is_right), kAlways);
}

TEST(CopiesInThreads, OutliveTheOneTheyAreOf) {
  std::vector<std::future<bool>> threads;
  for (int i = 0; i < test::kTimes; ++i) {
    const PeerCertificate certificate = decode_certificate(rich(true));
    threads.push_back(std::async(std::launch::async, [certificate] {
      return certificate.subject_alt_name->at(0).type == "DNS" && to_value(certificate).is<Dict>();
    }));
  }
  for (auto& thread : threads) EXPECT_TRUE(thread.get());
}

TEST(ValuesInThreads, AreReadByAll) {
  const Value value = to_value(decode_certificate(rich(true)));
  const std::string literal = to_literal(value);
  const auto is_right = [&] {
    const Value copy = value;
    return copy == value && to_literal(value) == literal && differences(value, copy).empty() &&
           value.get_if<Dict>()->find("subject") != nullptr;
  };
  EXPECT_EQ(in_threads(is_right), kAlways);
}

TEST(MatchHostnameInThreads, OfTheSameDictionary) {
  const Value dictionary = to_value(decode_certificate(rich(true)));
  const auto matches = [&](const char* host) {
    try {
      match_hostname(dictionary, Str{host});
      return true;
    } catch (const PythonException&) {
      return false;
    }
  };
  EXPECT_EQ(in_threads([&] { return matches("A.ORG") && matches("127.1.1.1") && !matches("b.org"); }), kAlways);
}

}  // namespace
}  // namespace peercert
