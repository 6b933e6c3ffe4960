#include "forge/source_text.h"

#include <gtest/gtest.h>

namespace peercert::forge {
namespace {

const std::vector<std::string> kLines = {"# About the file.",
                                         "",
                                         "# Its own issuer.",
                                         "[certificate.a]",
                                         "subject = [",
                                         "  [[\"commonName\", \"x\"]],",
                                         "]",
                                         "[certificate.a.more]",
                                         "x = 1",
                                         "",
                                         "# Of the next.",
                                         "[certificate.ab]",
                                         "y = 2"};

TEST(SourceText, TableWithItsCommentAndWhatIsInsideIt) {
  EXPECT_EQ(table_text(kLines, 4),
            "# Its own issuer.\n[certificate.a]\nsubject = [\n  [[\"commonName\", \"x\"]],\n]\n"
            "[certificate.a.more]\nx = 1\n");
}

TEST(SourceText, LastTableEndsWithTheFile) {
  EXPECT_EQ(table_text(kLines, 12), "# Of the next.\n[certificate.ab]\ny = 2\n");
}

TEST(SourceText, OneOfAnArrayOfTablesEndsAtTheNext) {
  EXPECT_EQ(table_text({"[[case]]", "id = 1", "[[case]]", "id = 2"}, 1), "[[case]]\nid = 1\n");
}

TEST(SourceText, NothingWhereThereIsNoHeader) {
  EXPECT_EQ(table_text(kLines, 0), "");
  EXPECT_EQ(table_text(kLines, 5), "");
  EXPECT_EQ(table_text(kLines, 99), "");
  EXPECT_EQ(SourceTexts("no such folder").table("x.toml", 1), "");
}

TEST(SourceText, CommittedRecipe) {
  SourceTexts texts(PEERCERT_SOURCE_DIR);
  EXPECT_EQ(texts.table("reports/README.md", 1), "");
  EXPECT_EQ(texts.table("cases/rules.toml", 1).find("[rule"), std::string::npos);
}

}  // namespace
}  // namespace peercert::forge
