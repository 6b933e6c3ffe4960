#include "der/tree.h"

#include <gtest/gtest.h>

#include "der/hex.h"
#include "der/reader.h"
#include "der/writer.h"

namespace peercert::der {
namespace {

TEST(Tree, WritesWhatItRead) {
  for (const char* hex : {"3000", "30810102", "3003020101", "04023000", "0303003000", "0304060000", "30820003020101",
                          "a003020102", "9f8f0f00", "0404300004", "3006040430020500"}) {
    const std::string bytes = from_hex(hex);
    try {
      EXPECT_EQ(to_hex(write_tree(parse_tree(bytes))), hex);
    } catch (const DerError&) {
      EXPECT_THROW((void)read(bytes), DerError) << hex;
    }
  }
}

TEST(Tree, LenientlyItWritesBackWhateverItRead) {
  for (const char* hex :
       {"", "30", "3000", "30800000", "3080", "308002010100", "30800201010000", "3080308002010100000000",
        "300302010130", "3005020101", "02830101", "30038002", "ff", "3080a080040130000000000404023000", "0201010500",
        "30ff00", "8000", "04041f0c0178", "300230800000"}) {
    EXPECT_EQ(to_hex(write_tree(parse_tree_leniently(from_hex(hex)))), hex);
  }
}

TEST(Tree, ALengthThatEndsIn80IsNotIndefinite) {
  const std::string bytes = from_hex("30820080") + std::string(128, 'x') + std::string(2, '\0');
  EXPECT_EQ(to_hex(write_tree(parse_tree_leniently(bytes))), to_hex(bytes));
}

TEST(Tree, LenientlyItSeesWhatIsInAnIndefiniteLength) {
  Element outer =
      parse_tree_leniently(from_hex("3080308002010100000403040161"
                                    "0000"));
  ASSERT_EQ(outer.children.size(), 3U);  // a SEQUENCE, an OCTET STRING and the end of contents
  ASSERT_EQ(outer.children[0].children.size(), 2U);
  EXPECT_EQ(outer.children[0].children[0].tag, kInteger);
  EXPECT_EQ(outer.children[1].children.size(), 1U);
  outer.children.erase(outer.children.begin());
  EXPECT_EQ(to_hex(write_tree(outer)), "308004030401610000");
}

TEST(Tree, ALongTagNumberBecomesShortAndNothingElseChanges) {
  EXPECT_EQ(to_hex(write_tree(parse_tree(from_hex("1f0c0178")))), "0c0178");
  EXPECT_EQ(to_hex(write_tree(parse_tree(from_hex("1f0c810178")))), "0c810178");
  EXPECT_EQ(to_hex(write_tree(parse_tree(from_hex("9f800f00")))), "8f00");
  EXPECT_EQ(to_hex(write_tree(parse_tree(from_hex("30041f0c0178")))), "30030c0178");
}

TEST(Tree, StringsCarryDer) {
  const Element octets = parse_tree(from_hex("04053003020101"));
  ASSERT_EQ(octets.children.size(), 1U);
  EXPECT_EQ(octets.children[0].tag, kSequence);
  EXPECT_EQ(count_elements(octets), 3U);
  EXPECT_TRUE(parse_tree(from_hex("04053003020102ff").substr(0, 7)).content.empty());
  EXPECT_EQ(parse_tree(from_hex("0403300301")).content, from_hex("300301"));
}

TEST(Tree, StringsAreLookedIntoTenDeepAndNotWhereTheyAreEmpty) {
  EXPECT_TRUE(parse_tree(from_hex("0400")).children.empty());
  std::string bytes = from_hex("0500");
  for (int i = 0; i < 12; ++i) bytes = from_hex("04") + static_cast<char>(bytes.size()) + bytes;
  const Element whole = parse_tree(bytes);
  EXPECT_EQ(count_elements(whole), 11U);  // the outermost, and ten that it carries
  EXPECT_EQ(write_tree(whole), bytes);
}

TEST(Tree, LengthsAboveAChangeFollow) {
  Element element =
      parse_tree(from_hex("30070405"
                          "3003020101"));
  element.children[0].children[0].children[0].content = std::string(200, 'x');
  const std::string bytes = write_tree(element);
  EXPECT_EQ(read(bytes).child(0).content.size(), 200U + 6U);
}

TEST(Tree, ALongLengthStaysAndGrows) {
  Element element = parse_tree(from_hex("04810161"));
  EXPECT_EQ(to_hex(write_tree(element)), "04810161");
  element.content = std::string(300, 'a');
  EXPECT_EQ(to_hex(write_tree(element)).substr(0, 8), "0482012c");
}

TEST(Tree, AHeaderOfItsOwnStays) {
  Element element = parse_tree(from_hex("3003020101"));
  element.children[0].header = from_hex("0205");
  EXPECT_EQ(to_hex(write_tree(element)), "3003020501");
}

}  // namespace
}  // namespace peercert::der
