#include "report/deflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace peercert::report {
namespace {

TEST(Deflate, Base64OfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xff\xfe\xfd"), "//79");
}

TEST(Deflate, GivesBackWhatItWasGiven) {
  const std::string text = std::string(5000, 'a') + std::string("\0\xff", 2) + "end";
  const std::string packed = deflated(text);
  EXPECT_LT(packed.size(), 100U);
  std::string back(text.size(), '\0');
  uLongf size = back.size();
  ASSERT_EQ(uncompress(reinterpret_cast<Bytef*>(back.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                       packed.size()),
            Z_OK);
  EXPECT_EQ(back, text);
  EXPECT_EQ(size, text.size());
}

}  // namespace
}  // namespace peercert::report
