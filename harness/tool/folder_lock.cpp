#include "tool/folder_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <system_error>

namespace peercert::tool {
namespace {

std::string error_words(int error) {
  return std::generic_category().message(error);
}

// Whether the path still names the file that is open: who held the lock before may have removed it.
bool is_file_at(int file, const std::filesystem::path& path) {
  struct stat opened = {}, named = {};
  return fstat(file, &opened) == 0 && stat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

// The number of the process that holds it is for people alone.
void write_process(int file) {
  const std::string text = std::to_string(getpid()) + "\n";
  if (ftruncate(file, 0) != 0 || pwrite(file, text.data(), text.size(), 0) < 0) return;
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder) : path_(folder / "corpus.lock") {
  std::error_code ignored;  // what is missing shows when the file is opened
  std::filesystem::create_directories(folder, ignored);
  while (!try_to_lock()) {
  }
}

FolderLock::~FolderLock() {
  if (!file_.open()) return;
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);  // before it is unlocked
}

bool FolderLock::try_to_lock() {
  file_ = subject::Descriptor(open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!file_.open())
    throw std::runtime_error(fmt::format("{}: cannot be written: {}", path_.string(), error_words(errno)));
  if (flock(file_.number(), LOCK_EX | LOCK_NB) == 0) {
    if (!is_file_at(file_.number(), path_)) return false;
    write_process(file_.number());
    return true;
  }
  if (errno == EWOULDBLOCK) throw_held();
  fmt::print(stderr, "peercert: {}: cannot be locked, so another search could write there as well: {}\n",
             path_.string(), error_words(errno));
  return true;
}

void FolderLock::throw_held() const {
  std::array<char, 32> text{};
  const ssize_t size = pread(file_.number(), text.data(), text.size(), 0);
  std::string process(text.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
  process.resize(std::min(process.size(), process.find('\n')));
  throw std::runtime_error(fmt::format("--report {}: another search is at work there{}", path_.parent_path().string(),
                                       process.empty() ? "" : ", process " + process));
}

}  // namespace peercert::tool
