#include "export/folder.h"

#include "export/test_folder.h"

namespace peercert::exports {
namespace {

const std::vector<File> kTwoFiles{{"a/one.txt", "1"}, {"suite.json", R"({"peercert_export": 1, "kind": "data"})"}};

// A folder that was exported, and what it is like to export into it again or to open it.
struct Exported : TemporaryFolder {
  Exported() { write_folder(path(), kTwoFiles); }
  [[nodiscard]] auto writing(std::vector<File> files = kTwoFiles) const {
    return [this, files] { write_folder(path(), files); };
  }
  [[nodiscard]] auto opening(std::string_view kind = "data") const {
    return [this, kind] { (void)Folder::open(path(), kind); };
  }
};

TEST(ExportFolder, SumsAreThoseOfSha256sum) {
  EXPECT_EQ(sums_of({{"a b", "abc"}}), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a b\n");
}

TEST(ExportFolder, IsReadBack) {
  EXPECT_EQ(Folder::open(Exported().path(), "data").text("a/one.txt"), "1");
}

TEST(ExportFolder, ReplacesAnEarlierExportAndLeavesTheRest) {
  const Exported folder;
  folder.write("a/mine.txt", "mine");
  folder.write("b/mine.txt", "mine");
  write_folder(folder.path(), {{"b/two.txt", "2"}, kTwoFiles[1]});
  EXPECT_EQ(forge::files_below(folder.path()),
            (std::vector<std::string>{"SHA256SUMS", "a/mine.txt", "b/mine.txt", "b/two.txt", "suite.json"}));
  EXPECT_EQ(folder.text("b/two.txt"), "2");
}

TEST(ExportFolder, RemovesTheFoldersThatItEmpties) {
  const Exported folder;
  write_folder(folder.path(), {kTwoFiles[1]});
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "a"));
}

TEST(ExportFolder, RefusesAFolderWithSomethingElse) {
  const TemporaryFolder folder;
  folder.write("letter.txt", "Dear");
  EXPECT_THAT([&] { write_folder(folder.path(), kTwoFiles); },
              refuses("is neither empty nor an earlier export; nothing was written"));
  EXPECT_EQ(forge::files_below(folder.path()), std::vector<std::string>{"letter.txt"});
}

TEST(ExportFolder, RefusesToLoseWhatWasChangedOrIsInTheWay) {
  const Exported folder;
  EXPECT_NO_THROW(folder.writing()());
  folder.write("new.txt", "mine");
  EXPECT_THAT(folder.writing({kTwoFiles[1], {"new.txt", ""}}),
              refuses("new.txt: is in the way, and no earlier export wrote it"));
  folder.write("a/one.txt", "edited");
  EXPECT_THAT(folder.writing(), refuses("a/one.txt: was changed since it was exported"));
}

TEST(ExportFolder, RefusesSumsThatLeadOutOfIt) {
  const Exported folder;
  for (const std::string name : {"../x", "/etc/x", "a/../../x"}) {
    folder.write("SHA256SUMS", std::string(64, '0') + "  " + name + "\n");
    EXPECT_THAT(folder.writing(), refuses("SHA256SUMS:1: expected", name));
  }
}

TEST(ExportFolder, NoticesAChangedByteAndAMissingFile) {
  const Exported folder;
  folder.write("a/one.txt", "2");
  EXPECT_THAT(folder.opening(), refuses("a/one.txt: was changed since it was exported: its SHA-256 was 6b86"));
  std::filesystem::remove(folder.path() / "a/one.txt");
  EXPECT_THAT(folder.opening(), refuses("a/one.txt: is missing; SHA256SUMS names it"));
}

TEST(ExportFolder, NoticesAnotherFormatAnotherKindAndNone) {
  const Exported folder;
  EXPECT_THAT(folder.opening("python"), refuses(R"(suite.json: kind: expected "python", found "data")"));
  folder.write("suite.json", R"({"peercert_export": 2})");
  EXPECT_THAT(folder.opening(), refuses("suite.json: peercert_export: expected the format 1, found 2"));
  EXPECT_THAT([] { (void)Folder::open("/no/such", "data"); }, refuses("/no/such/suite.json: is missing"));
}

}  // namespace
}  // namespace peercert::exports
