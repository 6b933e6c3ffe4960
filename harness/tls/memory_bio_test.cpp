#include "tls/memory_bio.h"

#include <gtest/gtest.h>

#include "tls/test_pair.h"

namespace peercert {
namespace {

TEST(MemoryBioTest, ReadsWhatWasWritten) {
  MemoryBio bio;
  EXPECT_EQ(bio.write(std::string("a\0bc", 4)), 4U);
  EXPECT_EQ(bio.pending(), 4U);
  EXPECT_EQ(bio.read(2), std::string("a\0", 2));
  EXPECT_EQ(bio.read(), "bc");
  EXPECT_EQ(bio.read(), "");
  EXPECT_EQ(bio.pending(), 0U);
}

TEST(MemoryBioTest, CopiesNameTheSameBuffer) {
  MemoryBio bio;
  MemoryBio same = bio;
  same.write("x");
  EXPECT_EQ(bio.read(), "x");
}

TEST(MemoryBioTest, EndsWhenTheLastByteWasRead) {
  MemoryBio bio;
  EXPECT_FALSE(bio.eof());
  bio.write("x");
  bio.write_eof();
  EXPECT_FALSE(bio.eof());
  EXPECT_EQ(bio.read(), "x");
  EXPECT_TRUE(bio.eof());
}

TEST(MemoryBioTest, CannotBeWrittenAfterItsEnd) {
  MemoryBio bio;
  bio.write_eof();
  const Raised error = test::raised([&] { return bio.write("x"); });
  EXPECT_EQ(error.type, "ssl.SSLError");
  EXPECT_EQ(error.args, Value(Tuple{{Str{"cannot write() after write_eof()"}}}));
}

}  // namespace
}  // namespace peercert
