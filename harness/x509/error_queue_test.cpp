#include "x509/error_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace peercert {
namespace {

struct Entry {
  int library;
  int reason;
  std::string data;
  friend bool operator==(const Entry&, const Entry&) = default;
};

void put(const Entry& entry) {
  compatibility::SavedError error;
  error.code = ERR_PACK(entry.library, 0, entry.reason);
  error.file = "file.c";
  error.line = 7;
  error.data = entry.data;
  error.flags = entry.data.empty() ? 0 : ERR_TXT_STRING;
  compatibility::put_error(error);
}

std::vector<Entry> take_all() {
  std::vector<Entry> entries;
  compatibility::SavedError error;
  while (compatibility::take_error(error)) {
    entries.push_back({ERR_GET_LIB(error.code), ERR_GET_REASON(error.code), error.data});
  }
  return entries;
}

TEST(PreservedErrorQueueTest, IsEmptyInside) {
  ERR_clear_error();
  put({ERR_LIB_SSL, 134, ""});
  {
    const PreservedErrorQueue preserved;
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
  ERR_clear_error();
}

TEST(PreservedErrorQueueTest, PutsBackWhatItFoundInOrderWithItsData) {
  ERR_clear_error();
  const std::vector<Entry> found = {{ERR_LIB_SSL, 134, "first %s"}, {ERR_LIB_X509, 101, ""}};
  for (const Entry& entry : found) put(entry);
  {
    const PreservedErrorQueue preserved;
    put({ERR_LIB_ASN1, 102, "made inside"});
  }
  EXPECT_EQ(take_all(), found);
}

TEST(PreservedErrorQueueTest, LeavesAnEmptyQueueEmpty) {
  ERR_clear_error();
  {
    const PreservedErrorQueue preserved;
    put({ERR_LIB_ASN1, 102, ""});
  }
  EXPECT_EQ(take_all(), std::vector<Entry>{});
}

TEST(CompatibilityTest, AReasonIsNotOwnWhenTheSystemOrALibraryBelowGivesIt) {
  using compatibility::is_own_reason;
  ERR_clear_error();
  EXPECT_EQ(BIO_new_file("/there/is/no/such/file", "r"), nullptr);
  EXPECT_FALSE(is_own_reason(ERR_get_error()));
  ERR_clear_error();
  EXPECT_FALSE(is_own_reason(ERR_PACK(ERR_LIB_X509, 0, ERR_LIB_ASN1)));
  EXPECT_FALSE(is_own_reason(ERR_PACK(ERR_LIB_X509, 0, ERR_R_MALLOC_FAILURE)));
  EXPECT_TRUE(is_own_reason(ERR_PACK(ERR_LIB_X509, 0, 101)));
}

TEST(CompatibilityTest, AnUnexpectedEndIsAnErrorOfTlsSinceOpenSsl3) {
  using compatibility::is_unexpected_eof;
  constexpr int kUnexpectedEof = 294;
  EXPECT_FALSE(is_unexpected_eof(ERR_PACK(ERR_LIB_SSL, 0, kUnexpectedEof + 1)));
  EXPECT_FALSE(is_unexpected_eof(ERR_PACK(ERR_LIB_X509, 0, kUnexpectedEof)));
  EXPECT_EQ(is_unexpected_eof(ERR_PACK(ERR_LIB_SSL, 0, kUnexpectedEof)), OPENSSL_VERSION_NUMBER >= 0x30000000L);
}

}  // namespace
}  // namespace peercert
