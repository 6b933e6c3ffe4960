// The files of a corpus: what a path names, whether it is a file, a folder, an archive, a compressed file or standard
// input. One file is read at a time, in pieces, so that nothing here grows with the corpus.
//
//     for_each_file("vectors.tar.gz", {[](const std::string& name, const ReadBytes& read) { ... }, unreadable});
#ifndef PEERCERT_SEARCH_FILES_H
#define PEERCERT_SEARCH_FILES_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

namespace peercert::search {

// CorpusError is thrown for a corpus that cannot be read at all; what() names the path.
class CorpusError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// ReadBytes stores up to `size` bytes and returns how many; 0 is the end. It throws CorpusError, which says why, for
// what cannot be read.
using ReadBytes = std::function<std::size_t(char* data, std::size_t size)>;

struct FileUser {
  // `name` is the path; for a file in an archive "archive.zip/folder/file". `read` is gone afterwards.
  std::function<void(const std::string& name, const ReadBytes& read)> use;
  std::function<void(const std::string& name, const std::string& why)> unreadable;
  std::function<void(std::uint64_t bytes)> read = [](std::uint64_t) {};  // so much more of what lies on the disk
};

// for_each_file hands every file that `path` names to `user`: of a folder those in it and below it, sorted by name, of
// an archive (zip, tar) its members; compressed files (gzip, bzip2, xz, zstd) uncompressed. "-" is standard input. An
// archive in an archive is one file. Who cannot be read is reported to user.unreadable, and the rest goes on.
void for_each_file(const std::string& path, const FileUser& user);

// bytes_in returns how many bytes `path` has on the disk, as FileUser::read counts them, or nullopt for standard input.
[[nodiscard]] std::optional<std::uint64_t> bytes_in(const std::string& path);

}  // namespace peercert::search

#endif
