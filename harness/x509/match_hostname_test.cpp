#include "x509/match_hostname.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "value/literal.h"
#include "x509/test_raised.h"

namespace peercert {
namespace {

// What becomes of a call: "" when it returns, else "type(arguments)".
std::string outcome(const std::string& certificate, const Value& hostname) {
  const Raised raised = test::raised([&] {
    match_hostname(parse_literal(certificate), hostname);
    return true;
  });
  return raised.type.empty() ? "" : raised.type + to_literal(raised.args);
}

std::string outcome(const std::string& certificate, const char* hostname) {
  return outcome(certificate, Str{hostname});
}

const std::string kError = "ssl.SSLCertVerificationError";

TEST(MatchHostname, AlternativeNamesAreLookedAtInOrder) {
  const std::string both = "{'subjectAltName': (('DNS', 'a.org'), ('DNS', '*.b.org'))}";
  EXPECT_EQ(outcome(both, "a.org"), "");
  EXPECT_EQ(outcome(both, "x.b.org"), "");
  EXPECT_EQ(outcome(both, "b.org"), kError + "(\"hostname 'b.org' doesn't match either of 'a.org', '*.b.org'\",)");
}

TEST(MatchHostname, BadWildcardHidesWhatComesAfterIt) {
  EXPECT_EQ(outcome("{'subjectAltName': (('DNS', 'a.org'), ('DNS', '*'))}", "a.org"), "");
  EXPECT_EQ(outcome("{'subjectAltName': (('DNS', '*'), ('DNS', 'a.org'))}", "a.org"),
            kError + "(\"sole wildcard without additional labels are not support: '*'.\",)");
}

TEST(MatchHostname, AddressesAndNamesAreApart) {
  const std::string one = "{'subjectAltName': (('IP Address', '127.0.0.1'), ('DNS', '10.0.0.1'), ('DNS', '*'))}";
  EXPECT_EQ(outcome(one, "127.0.0.1"), "");
  EXPECT_EQ(outcome(one, "10.0.0.1"),
            kError + "(\"hostname '10.0.0.1' doesn't match either of '127.0.0.1', '10.0.0.1', '*'\",)");
  EXPECT_EQ(outcome("{'subjectAltName': (('DNS', '127.1'),)}", "127.1"), "");
  EXPECT_EQ(outcome("{'subjectAltName': (('IP Address', '<invalid>'),)}", "a.org"),
            kError + "(\"hostname 'a.org' doesn't match '<invalid>'\",)");
  EXPECT_EQ(outcome("{'subjectAltName': (('IP Address', '<invalid>'), ('IP Address', '::1'))}", "::1"),
            "ValueError(\"'<invalid>' is neither an IPv4 nor an IP6 address.\",)");
}

TEST(MatchHostname, CommonNamesCountWithoutThem) {
  const std::string subject =
      "'subject': ((('commonName', 'a.org'), ('title', 'c.org')), (('commonName', '1.2.3.4'),))";
  EXPECT_EQ(outcome("{" + subject + "}", "a.org"), "");
  EXPECT_EQ(outcome("{" + subject + "}", "1.2.3.4"), "");
  EXPECT_EQ(outcome("{" + subject + ", 'subjectAltName': (('URI', 'b.org'), ('email', 'b.org'))}", "A.ORG"), "");
  EXPECT_EQ(outcome("{" + subject + "}", "c.org"),
            kError + "(\"hostname 'c.org' doesn't match either of 'a.org', '1.2.3.4'\",)");
  EXPECT_EQ(outcome("{" + subject + ", 'subjectAltName': (('DNS', ''),)}", "a.org"),
            kError + "(\"hostname 'a.org' doesn't match ''\",)");
}

TEST(MatchHostname, WithoutAnyNameThereIsNone) {
  EXPECT_EQ(outcome("{'version': 3}", "a.org"),
            kError + "('no appropriate commonName or subjectAltName fields were found',)");
}

TEST(MatchHostname, MessagesQuoteAsReprDoes) {
  const Raised raised = test::raised([] {
    match_hostname(parse_literal("{'subjectAltName': (('DNS', \"\xC3\xA9'\\x00\"),)}"), Str{"\xC3\xA9"});
    return true;
  });
  EXPECT_EQ(raised.args, Value(Tuple{{Str{"hostname '\xC3\xA9' doesn't match \"\xC3\xA9'\\x00\""}}}));
  EXPECT_EQ(raised.bases, (std::vector<std::string>{"ssl.SSLError", "OSError", "ValueError", "Exception"}));
  EXPECT_EQ(to_literal(raised.attributes), "{'errno': None, 'strerror': None}");
}

TEST(MatchHostname, NoCertificateIsAValueError) {
  const std::string text =
      "ValueError('empty or no certificate, match_hostname needs a SSL socket or SSL context with either "
      "CERT_OPTIONAL or CERT_REQUIRED',)";
  for (const char* nothing : {"None", "{}", "False", "0", "()", "''"}) EXPECT_EQ(outcome(nothing, "a.org"), text);
  EXPECT_EQ(outcome("{}", Value(None{})), text);
}

TEST(MatchHostname, HostNameMustBeText) {
  EXPECT_EQ(outcome("(1,)", Value(None{})), "TypeError('inet_aton() argument 1 must be str, not None',)");
  EXPECT_EQ(outcome("{'version': 3}", Value(Bytes{"x"})),
            "TypeError('inet_aton() argument 1 must be str, not bytes',)");
  const std::string no_c_string = "{'subjectAltName': (('DNS', 'a\\x00b'), ('DNS', '\\ud800'))}";
  EXPECT_EQ(outcome(no_c_string, Value(Str{std::string("A\0b", 3)})), "");
  EXPECT_EQ(outcome(no_c_string, "\xED\xA0\x80"), "");
}

TEST(MatchHostname, NamesWhoseKindIsNoTextArePassedOver) {
  EXPECT_EQ(outcome("{'subjectAltName': ((1, 'x'), (None, 'x'), ('DNS', 'x'))}", "x"), "");
  EXPECT_NE(outcome("{'subjectAltName': ((b'DNS', 'x'),)}", "x"), "");
}

TEST(MatchHostname, OtherShapesRaiseAsPythonDoes) {
  EXPECT_EQ(outcome("(1,)", "x"), "AttributeError(\"'tuple' object has no attribute 'get'\",)");
  EXPECT_EQ(outcome("{'subjectAltName': None}", "x"), "TypeError(\"'NoneType' object is not iterable\",)");
  EXPECT_EQ(outcome("{'subjectAltName': (1,)}", "x"), "TypeError('cannot unpack non-iterable int object',)");
  EXPECT_EQ(outcome("{'subjectAltName': b'a'}", "x"), "TypeError('cannot unpack non-iterable int object',)");
  EXPECT_EQ(outcome("{'subjectAltName': 'ab'}", "x"), "ValueError('not enough values to unpack (expected 2, got 1)',)");
  EXPECT_EQ(outcome("{'subjectAltName': (('DNS', 'x', 1),)}", "x"),
            "ValueError('too many values to unpack (expected 2)',)");
  EXPECT_EQ(outcome("{'subject': (True,)}", "x"), "TypeError(\"'bool' object is not iterable\",)");
  EXPECT_EQ(outcome("{'subjectAltName': [['DNS', 'x']]}", "x"), "");
  EXPECT_EQ(outcome("{'subjectAltName': {'ab': 1}, 'subject': [{'commonName': 1}]}", "x"),
            "ValueError('too many values to unpack (expected 2)',)");
}

TEST(MatchHostname, TakesATypedCertificate) {
  static constexpr std::array<GeneralName, 1> kNames{{{"DNS", std::string_view("a.org")}}};
  PeerCertificate certificate;
  certificate.subject_alt_name = Items<GeneralName>(kNames);
  EXPECT_NO_THROW(match_hostname(certificate, Str{"A.org"}));
  EXPECT_THROW(match_hostname(certificate, Str{"b.org"}), PythonException);
}

}  // namespace
}  // namespace peercert
