#include "export/folder.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

#include "forge/fixture_files.h"
#include "forge/toml_file.h"
#include "suite/digest.h"
#include "suite/json_members.h"
#include "value/json_text.h"

namespace peercert::exports {
namespace {

namespace fs = std::filesystem;

using Sums = std::map<std::string, std::string>;  // name of a file -> its SHA-256

std::string read(const fs::path& file) {
  try {
    return forge::read_file(file);
  } catch (const std::runtime_error& failure) {
    throw ExportError(failure.what());
  }
}

// Names of files that are to be replaced come from the folder itself: none of them may lead out of it.
bool stays_inside(const std::string& name) {
  const fs::path path(name);
  return !name.empty() && path.is_relative() && path == path.lexically_normal() && *path.begin() != "..";
}

Sums read_sums(const fs::path& directory) {
  constexpr std::size_t kDigits = 64;
  Sums sums;
  std::istringstream lines(read(directory / kSums));
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const bool shaped = line.size() > kDigits + 2 && line.compare(kDigits, 2, "  ") == 0;
    const std::string name = shaped ? line.substr(kDigits + 2) : "";
    if (!stays_inside(name)) {
      throw ExportError(fmt::format(
          "{}:{}: expected 64 hexadecimal digits, two blanks and the name of a file in this folder, found '{}'",
          (directory / kSums).string(), number, line));
    }
    sums[name] = line.substr(0, kDigits);
  }
  return sums;
}

// `advice` is what to do about a file that was changed.
void check_sum(const fs::path& file, const std::string& expected, const std::string& contents,
               std::string_view advice) {
  const std::string found = suite::sha256_hex(contents);
  if (found == expected) return;
  throw ExportError(fmt::format("{}: was changed since it was exported: its SHA-256 was {}, and is {}; {}",
                                file.string(), expected, found, advice));
}

Json parse(const fs::path& file, const std::string& text) {
  try {
    return parse_json(text);
  } catch (const std::runtime_error& failure) {
    throw ExportError(fmt::format("{}: {}", file.string(), failure.what()));
  }
}

// What suite.json says of itself, before anything else of it is believed.
Json read_manifest(const fs::path& directory) {
  const fs::path file = directory / kManifest;
  if (!fs::exists(file)) {
    throw ExportError(fmt::format("{}: is missing, so this is no folder that 'peercert export' made", file.string()));
  }
  Json manifest = parse(file, read(file));
  const Json found = manifest.is_object() ? manifest.value("peercert_export", Json()) : Json();
  if (found == kFormat) return manifest;
  throw ExportError(fmt::format("{}: peercert_export: expected the format {}, found {}", file.string(), kFormat,
                                suite::json_excerpt(found)));
}

// The files of an earlier export, each as it was exported, and no other file that stands where a new one would.
Sums replaceable(const fs::path& directory, const std::vector<File>& files) {
  if (!fs::exists(directory) || (fs::is_directory(directory) && fs::is_empty(directory))) return {};
  if (!fs::is_directory(directory)) throw ExportError(fmt::format("{}: is no folder", directory.string()));
  if (!fs::exists(directory / kManifest) || !fs::exists(directory / kSums)) {
    throw ExportError(
        fmt::format("{}: is neither empty nor an earlier export; nothing was written", directory.string()));
  }
  (void)read_manifest(directory);
  Sums old = read_sums(directory);
  for (const auto& [name, sum] : old) {
    if (!fs::exists(directory / name)) continue;
    check_sum(directory / name, sum, read(directory / name),
              "nothing was written: keep the file elsewhere and remove it here, or export into another folder");
  }
  for (const File& file : files) {
    if (old.count(file.name) > 0 || !fs::exists(fs::symlink_status(directory / file.name))) continue;
    throw ExportError(fmt::format("{}: is in the way, and no earlier export wrote it; nothing was written",
                                  (directory / file.name).string()));
  }
  return old;
}

// Removes the file, and the folders that it leaves empty.
void remove(const fs::path& directory, const std::string& name) {
  std::error_code none;
  fs::remove(directory / name, none);
  for (fs::path parent = fs::path(name).parent_path(); !parent.empty(); parent = parent.parent_path()) {
    if (!fs::remove(directory / parent, none)) return;
  }
}

}  // namespace

std::string sums_of(const std::vector<File>& files) {
  std::string text;
  for (const File& file : files) text += fmt::format("{}  {}\n", suite::sha256_hex(file.contents), file.name);
  return text;
}

void write_folder(const fs::path& directory, const std::vector<File>& files) {
  Sums old = replaceable(directory, files);
  try {
    for (const File& file : files) {
      forge::write_atomically(directory / file.name, file.contents);
      old.erase(file.name);
    }
    forge::write_atomically(directory / kSums, sums_of(files));
  } catch (const std::runtime_error& failure) {
    throw ExportError(failure.what());
  }
  for (const auto& [name, sum] : old) remove(directory, name);
}

Folder Folder::open(const fs::path& directory, std::string_view kind) {
  const Json manifest = read_manifest(directory);
  if (manifest.value("kind", Json()) != kind) {
    throw ExportError(fmt::format("{}: kind: expected \"{}\", found {}", (directory / kManifest).string(), kind,
                                  suite::json_excerpt(manifest.value("kind", Json()))));
  }
  Folder folder;
  folder.directory_ = directory;
  for (const auto& [name, sum] : read_sums(directory)) {
    const fs::path file = directory / name;
    if (!fs::exists(file)) throw ExportError(fmt::format("{}: is missing; {} names it", file.string(), kSums));
    std::string contents = read(file);
    check_sum(file, sum, contents, "export the suite again");
    folder.files_.emplace(name, std::move(contents));
  }
  return folder;
}

const std::string& Folder::text(const std::string& name) const {
  const auto found = files_.find(name);
  if (found != files_.end()) return found->second;
  throw ExportError(fmt::format("{}: is missing in {}", (directory_ / name).string(), kSums));
}

Json Folder::json(const std::string& name) const {
  return parse(directory_ / name, text(name));
}

}  // namespace peercert::exports
