#include "search/files.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <system_error>
#include <utility>
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

// Reader reads the members of one archive, and tells how far it has come in the file.
class Reader {
 public:
  Reader(archive* opened, const FileUser& user) : opened_(opened), user_(user) {}

  std::size_t operator()(char* data, std::size_t size) {
    const la_ssize_t count = archive_read_data(opened_, data, size);
    if (count < 0) throw error_of(opened_);
    tell();
    return static_cast<std::size_t>(count);
  }

  void tell() {
    constexpr int kOnTheDisk = -1;  // the last of its filters
    const la_int64_t now = archive_filter_bytes(opened_, kOnTheDisk);
    if (now > before_) user_.read(static_cast<std::uint64_t>(now - std::exchange(before_, now)));
  }

 private:
  archive* opened_;
  const FileUser& user_;
  la_int64_t before_ = 0;
};

void use_file(const std::string& path, const FileUser& user) {
  const std::string shown = path == "-" ? "standard input" : path;
  std::string name = shown;
  try {
    const Archive opened = open_archive(path);
    archive_entry* entry = nullptr;
    Reader reader(opened.get(), user);
    for (;;) {
      const int status = archive_read_next_header(opened.get(), &entry);
      reader.tell();
      if (status == ARCHIVE_EOF) break;
      check(opened.get(), status);
      if (!is_file(opened.get(), entry)) continue;
      name = member_name(shown, opened.get(), entry);
      user.use(name, std::ref(reader));
      name = shown;
    }
  } catch (const CorpusError& error) {
    user.unreadable(name, error.what());
  }
}

// Calls `file`, `folder` or `neither`, with the path and why, for each that is in a folder, sorted by name.
struct InFolder {
  std::function<void(const std::string&path)> file, folder;
  std::function<void(const std::string& path, const std::string& why)> neither;
};

void for_each_in(const fs::path& folder, const InFolder& user) {
  std::vector<fs::path> inside;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    inside.push_back(at->path());
  }
  if (error) return user.neither(folder.string(), error.message());
  std::sort(inside.begin(), inside.end());
  for (const fs::path& path : inside) {
    // A link to a folder could lead back to where it came from.
    if (fs::is_directory(fs::symlink_status(path, error))) {
      user.folder(path.string());
    } else if (fs::is_regular_file(fs::status(path, error))) {
      user.file(path.string());
    } else if (!fs::is_directory(fs::status(path, error))) {
      user.neither(path.string(), "is no file");
    }
  }
}

void use_folder(const std::string& folder, const FileUser& user) {
  for_each_in(folder, {[&user](const std::string& path) { use_file(path, user); },
                       [&user](const std::string& path) { use_folder(path, user); }, user.unreadable});
}

std::uint64_t size_of(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : size;
}

std::uint64_t size_of_folder(const std::string& folder) {
  std::uint64_t sum = 0;
  for_each_in(folder, {[&sum](const std::string& path) { sum += size_of(path); },
                       [&sum](const std::string& path) { sum += size_of_folder(path); },
                       [](const std::string&, const std::string&) {}});
  return sum;
}

}  // namespace

void for_each_file(const std::string& path, const FileUser& user) {
  std::error_code error;
  if (path == "-") return use_file(path, user);
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return user.unreadable(path, "there is no such file or folder");
  if (status.type() == fs::file_type::none) return user.unreadable(path, error.message());
  if (fs::is_directory(status)) return use_folder(path, user);
  use_file(path, user);
}

std::optional<std::uint64_t> bytes_in(const std::string& path) {
  std::error_code error;
  if (path == "-") return std::nullopt;
  return fs::is_directory(fs::status(path, error)) ? size_of_folder(path) : size_of(path);
}

}  // namespace peercert::search
