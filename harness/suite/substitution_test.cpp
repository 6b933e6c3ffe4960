#include "suite/substitution.h"

#include "suite/test_suite.h"
#include "suite/toml_values.h"

namespace peercert::suite {
namespace {

std::vector<Point> points(const std::string& text) {
  const auto file = forge::TomlFile::parse(text, "t.toml");
  auto top = file.top();
  return read_matrix(top);
}

auto reading(const std::string& text) {
  return [text] { (void)points(text); };
}

TEST(Matrix, TheLastAxisOfTheFileVariesFastest) {
  const std::vector<Point> expected{
      {{"z", "1"}, {"a", "x"}}, {{"z", "1"}, {"a", "y"}}, {{"z", "2"}, {"a", "x"}}, {{"z", "2"}, {"a", "y"}}};
  EXPECT_EQ(points("matrix = { z = [\"1\", \"2\"], a = [\"x\", \"y\"] }"), expected);
  EXPECT_EQ(points(""), std::vector<Point>(1));
}

TEST(Matrix, ErrorsNameTheAxis) {
  EXPECT_THAT(reading("matrix = { a = [] }"),
              throws("t.toml:1: t.toml: matrix: key 'a': an axis needs at least one value"));
  EXPECT_THAT(reading("matrix = { a = [\"x\", \"x\"] }"),
              throws("t.toml:1: t.toml: matrix: key 'a': a value stands here twice"));
  EXPECT_THAT(reading("matrix = { tls = [\"1.4\"] }"),
              throws("t.toml:1: t.toml: matrix: key 'tls': '1.4' is none of 1.0, 1.1, 1.2, 1.3"));
  EXPECT_THAT(reading("matrix = { transport = [\"pipe\"] }"),
              throws("t.toml:1: t.toml: matrix: key 'transport': 'pipe' is none of asyncio, memory, socket"));
}

TEST(Substitution, AWholeStringWithADollarIsTheValueOfTheAxis) {
  const auto file = forge::TomlFile::parse("a = \"$x\"\nb = \"$y\"\nc = \"x$x\"\nd = [\"$x\", \"k\"]", "t.toml");
  auto top = file.top();
  const Point point{{"x", "1"}, {"z", "2"}};
  Substitution substitution(point);
  const SubstitutedTable table(top, substitution);
  EXPECT_EQ(table.string("c"), "x$x");
  EXPECT_EQ(substitution.unused(), (std::vector<std::string>{"x", "z"}));
  EXPECT_EQ(table.string("a"), "1");
  EXPECT_EQ(table.optional_strings("d"), (std::vector<std::string>{"1", "k"}));
  EXPECT_EQ(substitution.unused(), std::vector<std::string>{"z"});
  EXPECT_THAT([&] { (void)table.string("b"); }, throws("t.toml:2: t.toml: key 'b': the matrix has no axis 'y'"));
}

TEST(Substitution, GetAnswersOtherwiseWithoutTheAxis) {
  const Point point{{"tls", "1.2"}};
  Substitution substitution(point);
  EXPECT_EQ(substitution.get("transport", "memory"), "memory");
  EXPECT_EQ(substitution.get("tls", "1.3"), "1.2");
  EXPECT_TRUE(substitution.unused().empty());
}

TEST(TomlValues, IdsAreSegmentsOfLowerCaseWords) {
  const auto file = forge::TomlFile::parse("id = \"x\"", "t.toml");
  for (const char* good : {"a", "a_1/b2/c"}) check_id(file.top(), "id", good);
  for (const char* bad : {"", "/a", "a/", "a//b", "A", "a-b", "a b"}) {
    EXPECT_THAT([&] { check_id(file.top(), "id", bad); },
                throws("t.toml:1: t.toml: key 'id': '" + std::string(bad) +
                       "' is no id; expected lower-case letters, digits and '_', in segments separated by '/'"));
  }
}

}  // namespace
}  // namespace peercert::suite
