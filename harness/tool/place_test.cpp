#include "tool/place.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <string>

namespace peercert::tool {
namespace {

using testing::HasSubstr;

// A folder that is gone after the test.
class PlaceTest : public testing::Test {
 protected:
  PlaceTest() { std::filesystem::create_directories(folder_); }
  ~PlaceTest() override { std::filesystem::remove_all(folder_); }

  void build_file_says(const std::string& text) const { std::ofstream(folder_ / "peercert.build") << text; }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("peercert_place." + std::to_string(getpid()));
};

TEST_F(PlaceTest, InstalledDataIsFoundFromTheProgram) {
  EXPECT_EQ(place_of("/opt/p/bin/peercert").data, "/opt/p/share/peercert");
  EXPECT_EQ(place_of("/opt/p/bin/peercert").python, "python3");
}

TEST_F(PlaceTest, BuildTreeSaysWhereTheCheckoutIs) {
  build_file_says(R"({"home": "/there", "python": "/opt/python"})");
  EXPECT_EQ(place_of(folder_ / "peercert").data, "/there");
  EXPECT_EQ(place_of(folder_ / "peercert").python, "/opt/python");
}

TEST_F(PlaceTest, BuildFileThatSaysSomethingElseIsNamed) {
  for (const char* text : {"", "{}", R"({"home": 1, "python": ""})"}) {
    build_file_says(text);
    try {
      static_cast<void>(place_of(folder_ / "peercert"));
      FAIL() << text;
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), HasSubstr("peercert.build: expected JSON with 'home' and 'python'"));
    }
  }
}

}  // namespace
}  // namespace peercert::tool
