#include "show/endpoint.h"

#include <gtest/gtest.h>

#include "show/found.h"

namespace peercert::show {
namespace {

std::string refusal(const std::string& text) {
  try {
    (void)parse_endpoint(text);
    return "";
  } catch (const NothingToShow& error) {
    return error.what();
  }
}

TEST(ParseEndpoint, NamesAndAddressesWithAPort) {
  EXPECT_EQ(parse_endpoint("example.org:443"), (Endpoint{"example.org", 443}));
  EXPECT_EQ(parse_endpoint("192.0.2.1:65535"), (Endpoint{"192.0.2.1", 65535}));
  EXPECT_EQ(parse_endpoint("[::1]:1"), (Endpoint{"::1", 1}));
  EXPECT_EQ(parse_endpoint("[fe80::1%lo]:443"), (Endpoint{"fe80::1%lo", 443}));
}

TEST(ParseEndpoint, SaysWhatToWriteInstead) {
  const std::string port = ": there is no such file; a host needs a port, such as example.org:443";
  EXPECT_EQ(refusal("example.org"), "example.org" + port);
  EXPECT_EQ(refusal("[::1]"), "[::1]" + port);
  EXPECT_EQ(refusal(":443"), ":443" + port);
  EXPECT_EQ(refusal("::1:443"), "::1:443: an IPv6 address stands in brackets, such as [2001:db8::1]:443");
  EXPECT_EQ(refusal("[localhost]:443"), "[localhost]:443: 'localhost' is no IPv6 address");
  EXPECT_EQ(refusal("a/b.pem"), "a/b.pem: there is no such file");
  EXPECT_EQ(refusal("https://x:443/"),
            "https://x:443/: is no file, and of a URL only HOST:PORT can be looked at, such as example.org:443");
  EXPECT_EQ(refusal("m\xc3\xbcnchen.example:443"),
            "m\xc3\xbcnchen.example:443: give the name as DNS has it, in ASCII, such as xn--mnchen-3ya.example");
}

TEST(ParseEndpoint, APortIsANumber) {
  for (const char* port : {"", "0", "65536", "-1", "+1", "443x", "https", " 443"}) {
    EXPECT_EQ(refusal(std::string("x:") + port),
              std::string("x:") + port + ": there is no such file, and '" + port + "' is no port from 1 to 65535");
  }
}

TEST(RequireAscii, SaysWhatItIsAbout) {
  EXPECT_NO_THROW(require_ascii("--servername x", "xn--mnchen-3ya.example"));
  EXPECT_THROW(require_ascii("--servername x", "m\xc3\xbcnchen.example"), NothingToShow);
}

TEST(IsAddress, TellsAddressesFromNames) {
  EXPECT_TRUE(is_address("127.0.0.1"));
  EXPECT_TRUE(is_address("::1"));
  EXPECT_FALSE(is_address("localhost"));
}

}  // namespace
}  // namespace peercert::show
