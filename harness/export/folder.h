// An export as a folder: files that were made together, and the sums by which it is known what became of them.
//
//     write_folder("build/export", {{"suite.json", "..."}, {"rules.json", "..."}});
//     Folder folder = Folder::open("build/export");   // refuses what was changed
//     folder.text("rules.json");
//
// SHA256SUMS, which `sha256sum -c` reads, names every file but itself.
#ifndef PEERCERT_EXPORT_FOLDER_H
#define PEERCERT_EXPORT_FOLDER_H

#include <cstddef>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "value/json.h"

namespace peercert::exports {

inline constexpr int kFormat = 1;  // the number in suite.json; other numbers are other formats
inline constexpr std::string_view kManifest = "suite.json";
inline constexpr std::string_view kSums = "SHA256SUMS";

// ExportError is thrown for a folder that cannot be written, or is not as it was exported. what() names the file, and
// what was expected and found there.
class ExportError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct File {
  std::string name;  // relative to the folder, with slashes: "certificates/server.pem"
  std::string contents;
};

// sums_of returns the text of SHA256SUMS for `files`, one line a file, in their order.
[[nodiscard]] std::string sums_of(const std::vector<File>& files);

// write_folder makes `directory` hold `files`, which include kManifest, and SHA256SUMS. A directory that is not empty
// has to be an earlier export: its files are replaced or removed, and what else lies there stays. Throws ExportError,
// before anything is changed, for any other directory, for a file of the earlier export that was changed since, and
// for one that is in the way and did not come from it.
void write_folder(const std::filesystem::path& directory, const std::vector<File>& files);

class Folder {
 public:
  // open reads SHA256SUMS and every file that it names. Throws ExportError for a folder that is no export of the format
  // kFormat and of this `kind`, and for a file that is missing or was changed.
  [[nodiscard]] static Folder open(const std::filesystem::path& directory, std::string_view kind);

  // text returns what the file holds, json that as JSON. They throw ExportError for a file that SHA256SUMS does not
  // name, or that is no JSON.
  [[nodiscard]] const std::string& text(const std::string& name) const;
  [[nodiscard]] Json json(const std::string& name) const;

 private:
  std::filesystem::path directory_;
  std::map<std::string, std::string> files_;
};

}  // namespace peercert::exports

#endif
