#include "show/render.h"

#include <gtest/gtest.h>

#include "value/literal.h"

namespace peercert::show {
namespace {

Shown shown(const char* literal) {
  return {"a.pem", "", parse_literal(literal), ""};
}

constexpr const char* kCertificate =
    "{'subject': ((('countryName', 'XX'), ('commonName', 'a')), (('commonName', 'M\\xfc\\x1b[31m'),)), 'issuer': (), "
    "'version': 3, 'subjectAltName': (('DNS', 'x'), ('DirName', ((('commonName', 'y'),),)))}";

TEST(Render, PythonIsTheLiteralUnderAComment) {
  EXPECT_EQ(render(shown("{'version': 3}"), Format::kPython, false), "{'version': 3}\n");
  EXPECT_EQ(render(shown("None"), Format::kPython, true), "# a.pem\nNone\n");
  EXPECT_EQ(render(shown("('M\\xfc', '\\x1b')"), Format::kPython, false), "('M\xc3\xbc', '\\x1b')\n");
}

TEST(Render, JsonIsOneLineWithoutAHeading) {
  EXPECT_EQ(render(shown("{'subject': ((('a', '\\xfc'),),)}"), Format::kJson, true),
            "{\"subject\": [[[\"a\", \"\\u00fc\"]]]}\n");
}

TEST(Render, TextIsALineForEachThing) {
  EXPECT_EQ(render(shown(kCertificate), Format::kText, true),
            "a.pem\n"
            "subject                countryName=XX + commonName=a\n"
            "                       commonName=M\xc3\xbc\\x1b[31m\n"
            "issuer                 (empty)\n"
            "version                3\n"
            "subjectAltName         DNS: x\n"
            "                       DirName: commonName=y\n");
  EXPECT_EQ(render(shown("{}"), Format::kText, false), "nothing was validated\n");
  EXPECT_EQ(render(shown("None"), Format::kText, false), "there is no certificate\n");
}

TEST(Render, ColoursAreForHeadingsAndKeys) {
  const report::Style style{report::Colour::kYes, 100};
  EXPECT_EQ(render(shown("{'version': 3}"), Format::kPython, true, style), "\x1b[2m# a.pem\x1b[0m\n{'version': 3}\n");
  EXPECT_EQ(render(shown("{'version': 3}"), Format::kText, false, style), "\x1b[2mversion                \x1b[0m3\n");
}

TEST(NameText, IsOneLine) {
  EXPECT_EQ(name_text(parse_literal("((('a', 'b'), ('c', 'd')), (('e', 'f'),))")), "a=b + c=d, e=f");
  EXPECT_EQ(name_text(parse_literal("()")), "(empty)");
}

}  // namespace
}  // namespace peercert::show
