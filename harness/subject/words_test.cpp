#include "subject/words.h"

#include <gmock/gmock.h>

#include "subject/subject.h"

namespace peercert::subject {
namespace {

using testing::ElementsAre;
using testing::StrEq;
using testing::ThrowsMessage;

auto splitting(const std::string& command) {
  return [command] { (void)split_words(command); };
}

TEST(SplitWords, AtWhiteSpace) {
  EXPECT_THAT(split_words("  python3\tsubject.py \n -v "), ElementsAre("python3", "subject.py", "-v"));
}

TEST(SplitWords, QuotesAsAShellHasThem) {
  EXPECT_THAT(split_words(R"(sh -c 'exit "3" \n')"), ElementsAre("sh", "-c", R"(exit "3" \n)"));
  EXPECT_THAT(split_words(R"("a b"c'd e' '' "")"), ElementsAre("a bcd e", "", ""));
  EXPECT_THAT(split_words(R"("\$x \" \\ \n")"), ElementsAre(R"($x " \ \n)"));
  EXPECT_THAT(split_words(R"(a\ b \| \')"), ElementsAre("a b", "|", "'"));
  EXPECT_THAT(split_words("a\\\nb"), ElementsAre("ab"));
}

TEST(SplitWords, ErrorsSayWhereAndWhat) {
  EXPECT_THAT(splitting("a 'b"),
              ThrowsMessage<StartError>(StrEq("cannot start `a 'b`: the ' at byte 2 is not closed")));
  EXPECT_THAT(splitting("\"b"), ThrowsMessage<StartError>(StrEq("cannot start `\"b`: the \" at byte 0 is not closed")));
  EXPECT_THAT(splitting(" "), ThrowsMessage<StartError>(StrEq("cannot start ` `: it is empty")));
  EXPECT_THAT(splitting("a\\"), ThrowsMessage<StartError>(StrEq("cannot start `a\\`: it ends with a backslash")));
  EXPECT_THAT(splitting("a|b"),
              ThrowsMessage<StartError>(
                  StrEq("cannot start `a|b`: '|' at byte 1 would need a shell; quote it, or say sh -c '...'")));
}

TEST(QuoteWord, IsReadBack) {
  EXPECT_EQ(quote_word("/usr/bin/python3.11"), "/usr/bin/python3.11");
  EXPECT_EQ(quote_word("a b"), "'a b'");
  EXPECT_EQ(quote_word(""), "''");
  for (const std::string word : {"it's", "a\"b", "$(x)", "back\\slash", "*"}) {
    EXPECT_THAT(split_words(quote_word(word)), testing::ElementsAre(word));
  }
}

}  // namespace
}  // namespace peercert::subject
