#include "search/files.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <new>
#include <system_error>
#include <vector>

namespace peercert::search {
namespace {

namespace fs = std::filesystem;

struct CloseArchive {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Archive = std::unique_ptr<archive, CloseArchive>;

CorpusError error_of(archive* opened) {
  const char* text = archive_error_string(opened);
  return CorpusError(text == nullptr ? "cannot be read" : text);
}

// libarchive reports what it can work around as a warning.
void check(archive* opened, la_ssize_t status) {
  if (status < ARCHIVE_WARN) throw error_of(opened);
}

// What is no archive is "raw", one member. Formats that are told by a guess at text (mtree) are left out.
Archive open_archive(const std::string& path) {
  constexpr std::size_t kBlock = 65536;
  Archive opened(archive_read_new());
  if (opened == nullptr) throw std::bad_alloc();
  archive_read_support_filter_gzip(opened.get());
  archive_read_support_filter_bzip2(opened.get());
  archive_read_support_filter_xz(opened.get());
  archive_read_support_filter_zstd(opened.get());
  archive_read_support_format_zip(opened.get());
  archive_read_support_format_tar(opened.get());
  archive_read_support_format_empty(opened.get());
  archive_read_support_format_raw(opened.get());
  check(opened.get(), path == "-" ? archive_read_open_fd(opened.get(), STDIN_FILENO, kBlock)
                                  : archive_read_open_filename(opened.get(), path.c_str(), kBlock));
  return opened;
}

std::string member_name(const std::string& path, archive* opened, archive_entry* entry) {
  if (archive_format(opened) == ARCHIVE_FORMAT_RAW) return path;
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return fmt::format("{}/{}", path, name == nullptr ? "(name in an unknown encoding)" : name);
}

bool is_file(archive* opened, archive_entry* entry) {
  return archive_format(opened) == ARCHIVE_FORMAT_RAW || archive_entry_filetype(entry) == AE_IFREG;
}

ReadBytes reader(archive* opened) {
  return [opened](char* data, std::size_t size) {
    const la_ssize_t count = archive_read_data(opened, data, size);
    if (count < 0) throw error_of(opened);
    return static_cast<std::size_t>(count);
  };
}

void use_file(const std::string& path, const FileUser& user) {
  const std::string shown = path == "-" ? "standard input" : path;
  std::string name = shown;
  try {
    const Archive opened = open_archive(path);
    archive_entry* entry = nullptr;
    for (;;) {
      const int status = archive_read_next_header(opened.get(), &entry);
      if (status == ARCHIVE_EOF) break;
      check(opened.get(), status);
      if (!is_file(opened.get(), entry)) continue;
      name = member_name(shown, opened.get(), entry);
      user.use(name, reader(opened.get()));
      name = shown;
    }
  } catch (const CorpusError& error) {
    user.unreadable(name, error.what());
  }
}

void use_folder(const fs::path& folder, const FileUser& user) {
  std::vector<fs::path> inside;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    inside.push_back(at->path());
  }
  if (error) return user.unreadable(folder.string(), error.message());
  std::sort(inside.begin(), inside.end());
  for (const fs::path& path : inside) {
    // A link to a folder could lead back to where it came from.
    if (fs::is_directory(fs::symlink_status(path, error))) {
      use_folder(path, user);
    } else if (fs::is_regular_file(fs::status(path, error))) {
      use_file(path.string(), user);
    } else if (!fs::is_directory(fs::status(path, error))) {
      user.unreadable(path.string(), "is no file");
    }
  }
}

}  // namespace

void for_each_file(const std::string& path, const FileUser& user) {
  std::error_code error;
  if (path == "-") return use_file(path, user);
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return user.unreadable(path, "there is no such file or folder");
  if (fs::is_directory(status)) return use_folder(path, user);
  use_file(path, user);
}

}  // namespace peercert::search
