#include "der/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "der/hex.h"
#include "der/writer.h"

namespace peercert::der {
namespace {

using testing::StartsWith;
using testing::ThrowsMessage;

// Reads hexadecimal bytes and expects the message of the error.
void expect_error(const std::string& hex, const std::string& message) {
  const std::string bytes = from_hex(hex);
  EXPECT_THAT([&bytes] { (void)read(bytes); }, ThrowsMessage<DerError>(message)) << hex;
}

TEST(Reader, KnowsWhereEverythingStands) {
  const std::string bytes = from_hex("3008 020105 a103 0c0178");
  const Node node = read(bytes);
  ASSERT_EQ(node.children.size(), 2U);
  EXPECT_EQ(node.tag, kSequence);
  EXPECT_EQ(node.child(0).offset, 2U);
  EXPECT_EQ(node.child(1).tag, context(1, true));
  EXPECT_EQ(node.child(1).child(0).offset, 7U);
  EXPECT_EQ(node.child(1).child(0).content_offset(), 9U);
  EXPECT_EQ(node.child(1).child(0).end_offset(), 10U);
  EXPECT_EQ(node.child(1).child(0).content, "x");
}

TEST(Reader, HighTagNumbers) {
  const std::string bytes = from_hex("7f8100 00");
  const Node node = read(bytes);
  EXPECT_EQ(node.tag, (Tag{TagClass::kApplication, 128, true}));
  EXPECT_EQ(node.header_length, 4U);
  EXPECT_TRUE(node.minimal);
}

TEST(Reader, SaysWhenALengthIsLongerThanNeeded) {
  for (const char* hex : {"04810178", "0482000178", "9f1e00", "9f801f00"}) {
    const std::string bytes = from_hex(hex);
    EXPECT_FALSE(read(bytes).minimal) << hex;
  }
  const std::string long_form = element(kOctetString, std::string(128, 'x'));
  EXPECT_TRUE(read(long_form).minimal);
}

TEST(Reader, ReadsSeveralElementsInARow) {
  const std::string bytes = from_hex("0500 0101ff");
  ASSERT_EQ(read_all(bytes).size(), 2U);
  EXPECT_EQ(read_all(bytes)[1].offset, 2U);
  EXPECT_TRUE(read_all("").empty());
}

TEST(Reader, PartOfTheBytesKeepsOffsetsOfAll) {
  const std::string bytes = from_hex("ff 0500 0501");
  EXPECT_EQ(read_all(bytes, 1, 3).at(0).offset, 1U);
  EXPECT_THAT([&] { (void)read_all(bytes, 1); }, ThrowsMessage<DerError>(StartsWith("byte 4: ")));
}

TEST(Reader, ErrorsNameTheByte) {
  expect_error("", "byte 0: ends where a tag should be");
  expect_error("30", "byte 1: ends where a length should be");
  expect_error("3082 01", "byte 3: ends where the rest of a length should be");
  expect_error("9f 81", "byte 2: ends where the rest of a tag number should be");
  expect_error("0405 aabb", "byte 1: length of 5 runs past the end at byte 4");
  expect_error("3003 020501", "byte 3: length of 5 runs past the end at byte 5");
  expect_error("3080 0000", "byte 1: indefinite length");
  expect_error("04ff", "byte 1: reserved length octet FF");
  expect_error("0489010000000000000000", "byte 1: length above 64 bits");
  expect_error("9f81808080808080808080808000 00", "byte 0: tag number above 64 bits");
  expect_error("0500 00", "byte 2: 1 bytes after the element");
}

TEST(Reader, NestingHasALimit) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes = sequence({bytes});
  EXPECT_NO_THROW((void)read(bytes));
  bytes = sequence({bytes});
  EXPECT_THAT([&bytes] { (void)read(bytes); },
              ThrowsMessage<DerError>(testing::HasSubstr("nested more than 100 levels deep")));
}

TEST(Reader, AMissingChildIsAnErrorAtItsParent) {
  const std::string bytes = from_hex("3002 3000");
  EXPECT_THAT([&bytes] { (void)read(bytes).child(0).child(1); },
              ThrowsMessage<DerError>("byte 2: expected an element with more than 1 children, found 0"));
}

TEST(OidText, IsWhatWasWritten) {
  for (const char* text :
       {"0.0", "0.39", "1.0", "1.39", "2.0", "2.47", "2.48", "2.999.1", "1.2.840.113549.1.1.11",
        "2.5.18446744073709551616", "2.340282366920938463463374607431768211456", "2.16304", "2.16303"}) {
    const std::string bytes = oid(text);
    EXPECT_EQ(oid_text(read(bytes)), text);
  }
}

TEST(OidText, OfHandWrittenBytes) {
  const std::string bytes = from_hex("0603883703");
  EXPECT_EQ(oid_text(read(bytes)), "2.999.3");
}

TEST(OidText, ErrorsNameTheByte) {
  const auto text_of = [](const std::string& hex) {
    const std::string bytes = from_hex(hex);
    return oid_text(read(bytes));
  };
  EXPECT_THAT([&] { (void)text_of("0600"); }, ThrowsMessage<DerError>("byte 0: empty object identifier"));
  EXPECT_THAT([&] { (void)text_of("06025581"); },
              ThrowsMessage<DerError>("byte 3: object identifier ends inside an arc"));
  EXPECT_THAT([&] { (void)text_of("0603558001"); }, ThrowsMessage<DerError>("byte 3: arc padded with 80"));
}

TEST(Reader, LenientStopsAtWhatCannotBeRead) {
  const std::string bytes = from_hex("3005 020105 0480 020106");
  const std::vector<Node> nodes = read_leniently(bytes);
  ASSERT_EQ(nodes.size(), 2U);
  ASSERT_EQ(nodes[0].children.size(), 1U);
  EXPECT_EQ(nodes[0].child(0).content, "\x05");
  EXPECT_EQ(nodes[1].content, "\x06");
}

TEST(Reader, LenientCutsAtTheEnd) {
  const std::string bytes = from_hex("300a 0c0561");
  const std::vector<Node> nodes = read_leniently(bytes);
  ASSERT_EQ(nodes.size(), 1U);
  EXPECT_EQ(nodes[0].child(0).content, "a");
  EXPECT_EQ(nodes[0].end_offset(), bytes.size());
  EXPECT_TRUE(read_leniently("").empty());
}

TEST(Reader, LenientEndsIndefiniteLengthsAtTheirEndOfContents) {
  const std::string bytes = from_hex("3080 3180 0c0178 0000 0000 020105");
  const std::vector<Node> nodes = read_leniently(bytes);
  ASSERT_EQ(nodes.size(), 2U);
  EXPECT_EQ(nodes[0].child(0).child(0).content_offset(), 6U);
  EXPECT_EQ(nodes[0].child(0).end_offset(), 7U);
  EXPECT_EQ(nodes[1].offset, 11U);
}

TEST(Reader, LenientKeepsOffsetsOfAllBytes) {
  const std::string bytes = from_hex("ffff 020105 ff");
  EXPECT_EQ(read_leniently(bytes, 2, 5).at(0).content_offset(), 4U);
}

TEST(Reader, LenientLooksIntoHundredLevelsOnly) {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "\x30\x80";
  EXPECT_EQ(read_leniently(bytes).size(), 1U);
}

}  // namespace
}  // namespace peercert::der
