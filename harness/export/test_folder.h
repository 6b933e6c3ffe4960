// For the tests of this folder: a folder of their own, removed in the end.
#ifndef PEERCERT_EXPORT_TEST_FOLDER_H
#define PEERCERT_EXPORT_TEST_FOLDER_H

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "export/folder.h"
#include "forge/fixture_files.h"
#include "forge/toml_file.h"

namespace peercert::exports {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "peercert_export_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string text(const std::string& name) const { return forge::read_file(path_ / name); }
  void write(const std::string& name, const std::string& text) const { forge::write_atomically(path_ / name, text); }

 private:
  std::filesystem::path path_;
};

// refuses matches a call that throws an ExportError whose text has these parts.
template <typename... Parts>
auto refuses(const Parts&... parts) {
  return testing::ThrowsMessage<ExportError>(testing::AllOf(testing::HasSubstr(parts)...));
}

}  // namespace peercert::exports

#endif
