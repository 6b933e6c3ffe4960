// One search at a time in a report folder.
#ifndef PEERCERT_TOOL_FOLDER_LOCK_H
#define PEERCERT_TOOL_FOLDER_LOCK_H

#include <filesystem>

#include "subject/descriptor.h"

namespace peercert::tool {

// FolderLock holds FOLDER/corpus.lock, which it makes and removes, while it lives. It ends with the process, however
// that ends; a file that is left behind locks nothing.
class FolderLock {
 public:
  // FolderLock makes the folder when it is missing. Throws std::runtime_error, which names the folder and the process,
  // when another one holds it, and when no file can be written there. Where the file system knows no locks it says so
  // on stderr and holds nothing.
  explicit FolderLock(const std::filesystem::path& folder);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  // try_to_lock returns whether it is locked; not when the file was removed in between.
  bool try_to_lock();
  [[noreturn]] void throw_held() const;

  std::filesystem::path path_;
  subject::Descriptor file_;
};

}  // namespace peercert::tool

#endif
