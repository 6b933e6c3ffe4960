#include "x509/dnsname_match.h"

#include <gtest/gtest.h>

#include "value/literal.h"
#include "x509/test_raised.h"

namespace peercert {
namespace {

bool matches(const std::string& dn, const std::string& hostname) {
  return dnsname_match(Str{dn}, Str{hostname});
}

std::string complaint(const Value& dn) {
  const Raised raised = test::raised([&dn] { return dnsname_match(dn, Str{"www.example.org"}); });
  return raised.type + to_literal(raised.args);
}

std::string address_complaint(const Value& ipname) {
  const Raised raised = test::raised([&ipname] { return inet_paton(ipname); });
  return raised.type + to_literal(raised.args);
}

TEST(DnsnameMatch, NamesAreTheSameInWhateverCase) {
  EXPECT_TRUE(matches("example.org", "EXAMPLE.org"));
  EXPECT_TRUE(matches("\xC3\x89.org", "\xC3\xA9.org"));
  EXPECT_FALSE(matches("example.org", "www.example.org"));
  EXPECT_FALSE(matches("www.example.org", "example.org"));
  EXPECT_FALSE(matches("example.org", "example.org."));
  EXPECT_FALSE(matches("", ""));
}

TEST(DnsnameMatch, AWildcardIsOneLabel) {
  EXPECT_TRUE(matches("*.example.org", "www.EXAMPLE.org"));
  EXPECT_TRUE(matches("*.org", "example.org"));
  EXPECT_TRUE(matches("*.example.org", "*.example.org"));
  EXPECT_TRUE(matches("*.example.org", "xn--x.example.org"));
  EXPECT_FALSE(matches("*.example.org", "example.org"));
  EXPECT_FALSE(matches("*.example.org", ".example.org"));
  EXPECT_FALSE(matches("*.example.org", "a.b.example.org"));
  EXPECT_TRUE(matches("*.", "a."));
  EXPECT_FALSE(matches("*.", "a"));
}

TEST(DnsnameMatch, OtherWildcardsAreRefused) {
  const std::string type = "ssl.SSLCertVerificationError";
  EXPECT_EQ(complaint(Str{"*.*.org"}), type + "(\"too many wildcards in certificate DNS name: '*.*.org'.\",)");
  EXPECT_EQ(complaint(Str{"a.*.org"}), type + "(\"wildcard can only be present in the leftmost label: 'a.*.org'.\",)");
  EXPECT_EQ(complaint(Str{"*"}), type + "(\"sole wildcard without additional labels are not support: '*'.\",)");
  EXPECT_EQ(complaint(Str{"w*"}), type + "(\"sole wildcard without additional labels are not support: 'w*'.\",)");
  EXPECT_EQ(complaint(Str{"w*.org"}), type + "(\"partial wildcards in leftmost label are not supported: 'w*.org'.\",)");
}

TEST(DnsnameMatch, WhatIsNoTextRaisesAsItsMethodsDo) {
  EXPECT_EQ(complaint(Bytes{"x"}), "TypeError(\"argument should be integer or bytes-like object, not 'str'\",)");
  EXPECT_EQ(complaint(Integer(5)), "AttributeError(\"'int' object has no attribute 'count'\",)");
  EXPECT_EQ(complaint(Tuple{{Str{"x"}}}), "AttributeError(\"'tuple' object has no attribute 'lower'\",)");
  EXPECT_EQ(complaint(List{{Str{"*"}}}), "AttributeError(\"'list' object has no attribute 'partition'\",)");
  EXPECT_EQ(complaint(Tuple{{Str{"*"}, Str{"*"}}}),
            "ssl.SSLCertVerificationError(\"too many wildcards in certificate DNS name: ('*', '*').\",)");
  EXPECT_FALSE(dnsname_match(None{}, Str{"x"}));
  EXPECT_FALSE(dnsname_match(Bytes{}, Str{"x"}));
}

TEST(InetPaton, AddressesAreBytes) {
  EXPECT_EQ(inet_paton(Str{"1.2.3.4"}), "\x01\x02\x03\x04");
  EXPECT_EQ(inet_paton(Str{"::1"}), std::string(15, '\0') + "\x01");
  EXPECT_EQ(inet_paton(Str{"2001:DB8::"}), inet_paton(Str{"2001:db8:0:0:0:0:0:0"}));
}

TEST(InetPaton, OtherSpellingsAreNoAddresses) {
  for (const std::string text : {"127.1", "01.2.3.4", "0x1.2.3.4", "16909060", "1.2.3.4 x", "1.2.3.4\n"}) {
    EXPECT_EQ(address_complaint(Str{text}),
              "ValueError" + to_literal(Tuple{{Str{to_repr(Str{text}) + " is not a quad-dotted IPv4 address."}}}));
  }
  EXPECT_EQ(address_complaint(Str{"<invalid>"}), "ValueError(\"'<invalid>' is neither an IPv4 nor an IP6 address.\",)");
  EXPECT_EQ(address_complaint(Str{""}), "ValueError(\"'' is neither an IPv4 nor an IP6 address.\",)");
}

TEST(InetPaton, TextMustBeACString) {
  EXPECT_EQ(address_complaint(None{}), "TypeError('inet_aton() argument 1 must be str, not None',)");
  EXPECT_EQ(address_complaint(true), "TypeError('inet_aton() argument 1 must be str, not bool',)");
  EXPECT_EQ(address_complaint(Str{std::string("1\0", 2)}), "ValueError('embedded null character',)");
  EXPECT_EQ(address_complaint(Str{"\xED\xA0\x80\xED\xA0\x80"}),
            "UnicodeEncodeError('utf-8', '\\ud800\\ud800', 0, 2, 'surrogates not allowed')");
}

TEST(IpaddressMatch, SpaceAtTheEndDoesNotCount) {
  EXPECT_TRUE(ipaddress_match(Str{"1.2.3.4\n"}, "\x01\x02\x03\x04"));
  EXPECT_FALSE(ipaddress_match(Str{"1.2.3.5"}, "\x01\x02\x03\x04"));
  const Raised raised = test::raised([] { return ipaddress_match(Integer(1), ""); });
  EXPECT_EQ(raised.text, "'int' object has no attribute 'rstrip'");
}

}  // namespace
}  // namespace peercert
