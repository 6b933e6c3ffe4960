#include "search/corpus.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "search/test_corpus.h"
#include "suite/test_suite.h"

namespace peercert::search {
namespace {

using testing::ElementsAre;
using testing::Pair;

std::vector<Certificate> taken;

Contents read(const std::vector<std::string>& paths) {
  taken.clear();
  return read_corpus(paths, [](Certificate certificate) { taken.push_back(std::move(certificate)); });
}

void write_zip(const std::string& path, const std::string& member, const std::string& text) {
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  ASSERT_EQ(archive_write_open_filename(zip, path.c_str()), ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, member.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
  archive_write_header(zip, entry);
  archive_write_data(zip, text.data(), text.size());
  archive_entry_free(entry);
  archive_write_free(zip);
}

TEST(Corpus, FolderIsReadInOrderAndEachCertificateIsTakenOnce) {
  const suite::TemporaryCases files;
  (void)files.write("b.pem", test::pem("CERTIFICATE", "x"));
  (void)files.write("a.pem", test::pem("X509 CRL", "c") + test::pem("CERTIFICATE", "x"));
  (void)files.write("c.txt", "nothing");
  const Contents contents = read({files.path()});
  EXPECT_EQ(contents.files, 3U);
  EXPECT_EQ(contents.certificates, 2U);
  EXPECT_EQ(contents.distinct, 1U);
  EXPECT_THAT(contents.others, ElementsAre(Pair("CRL", 1U), Pair("neither PEM nor DER", 1U)));
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].file, files.path() / "a.pem");
  EXPECT_EQ(taken[0].index, 1U);
  EXPECT_EQ(taken[0].der, "x");
  // printf x | sha256sum
  EXPECT_EQ(taken[0].sha256, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
}

TEST(Corpus, ArchiveIsReadMemberByMember) {
  const suite::TemporaryCases files;
  const std::string path = files.path() / "a.zip";
  write_zip(path, "in/x.pem", test::pem("CERTIFICATE", "x"));
  EXPECT_EQ(read({path}).distinct, 1U);
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].file, path + "/in/x.pem");
}

TEST(Corpus, WhatCannotBeMadeOutIsNamed) {
  const suite::TemporaryCases files;
  const std::string path = files.write("a.der", std::string("0\0!", 3));
  const Contents contents = read({path});
  EXPECT_EQ(contents.distinct, 1U);
  EXPECT_THAT(contents.others, ElementsAre(Pair("bytes after DER", 1U)));
  ASSERT_EQ(contents.broken.size(), 1U);
  EXPECT_EQ(contents.broken[0].file, path);
  EXPECT_EQ(contents.broken[0].why, "no whole DER value from byte 2 on");
}

TEST(Corpus, WhatCannotBeReadIsNamedAndTheRestIsRead) {
  const suite::TemporaryCases files;
  const std::string too_long(300, 'x');
  const Contents contents = read({"/no/such", too_long, files.write("a.pem", test::pem("CERTIFICATE", "x"))});
  EXPECT_EQ(contents.distinct, 1U);
  ASSERT_EQ(contents.unreadable_files, 2U);
  EXPECT_EQ(contents.unreadable[0].file, "/no/such");
  EXPECT_EQ(contents.unreadable[0].why, "there is no such file or folder");
  EXPECT_EQ(contents.unreadable[1].file, too_long);
  EXPECT_EQ(contents.unreadable[1].why, std::generic_category().message(ENAMETOOLONG));
}

std::string bundle(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += test::pem("CERTIFICATE", "c" + std::to_string(i));
  return text;
}

std::vector<std::size_t> numbers_of(const std::string& path, const CorpusOptions& options) {
  taken.clear();
  (void)read_corpus(
      {path}, [](Certificate certificate) { taken.push_back(std::move(certificate)); }, options);
  std::vector<std::size_t> numbers;
  for (const Certificate& certificate : taken) numbers.push_back(certificate.number);
  return numbers;
}

TEST(Corpus, ShardsHaveEachCertificateOnceUnderItsNumberInTheWhole) {
  const suite::TemporaryCases files;
  const std::string path = files.write("a.pem", bundle(20) + bundle(20));
  std::vector<std::size_t> all;
  for (const Shard shard : {Shard{1, 3}, Shard{2, 3}, Shard{3, 3}}) {
    const auto numbers = numbers_of(path, {shard});
    EXPECT_LT(numbers.size(), 20U);
    all.insert(all.end(), numbers.begin(), numbers.end());
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, numbers_of(path, {}));
}

TEST(Corpus, GoesOnFromAPosition) {
  const suite::TemporaryCases files;
  const std::string path = files.write("a.pem", bundle(5));
  ASSERT_EQ(numbers_of(path, {}).size(), 5U);
  const Position after_two{2, taken[1].trail};
  EXPECT_THAT(numbers_of(path, {{}, after_two}), ElementsAre(2U, 3U, 4U));
}

TEST(Corpus, DoesNotGoOnInAnother) {
  const suite::TemporaryCases files;
  const std::string path = files.write("a.pem", bundle(5));
  ASSERT_EQ(numbers_of(path, {}).size(), 5U);
  const Position after_two{2, taken[1].trail}, after_six{6, taken[4].trail};
  EXPECT_THROW((void)numbers_of(files.write("b.pem", test::pem("CERTIFICATE", "x") + bundle(5)), {{}, after_two}),
               ChangedCorpus);
  EXPECT_THROW((void)numbers_of(path, {{}, after_six}), ChangedCorpus);
}

TEST(Corpus, SaysHowMuchOfTheFilesIsRead) {
  const suite::TemporaryCases files;
  const std::string text = bundle(5);
  (void)files.write("a.pem", text);
  (void)files.write("b.pem", text);
  std::uint64_t bytes = 0;
  (void)numbers_of(files.path(), {{}, {}, [&bytes](std::uint64_t more) { bytes += more; }});
  EXPECT_EQ(bytes, 2 * text.size());
  EXPECT_EQ(bytes_in(files.path()), 2 * text.size());
  EXPECT_EQ(bytes_in("-"), std::nullopt);
}

}  // namespace
}  // namespace peercert::search
