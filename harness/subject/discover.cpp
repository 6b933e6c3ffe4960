#include "subject/discover.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <stdexcept>
#include <system_error>
#include <tuple>

#include "subject/child.h"
#include "subject/parallel.h"
#include "value/json.h"

namespace peercert::subject {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatienceWithOne{30};
const std::vector<unsigned long> kOldest{3, 6};

// Speaks every Python from 2.7 on.
constexpr const char* kQuestion =
    "import json, platform, sys\n"
    "try:\n"
    "    import ssl\n"
    "    library, error = ssl.OPENSSL_VERSION, ''\n"
    "except Exception as failure:\n"
    "    library, error = '', str(failure) or type(failure).__name__\n"
    "own = sys.implementation.version if hasattr(sys, 'implementation') else sys.version_info\n"
    "print(json.dumps([platform.python_implementation(), '%d.%d.%d' % tuple(own[:3]), platform.python_version(), "
    "library,"
    " sys.prefix, error]))\n";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_venv(const fs::path& folder) {
  return fs::exists(folder / "pyvenv.cfg");
}

// The folders in `parent`, by name.
std::vector<fs::path> folders_in(const fs::path& parent) {
  std::vector<fs::path> found;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(parent, none)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

fs::path pyenv_root() {
  const std::string given = environment("PYENV_ROOT");
  return given.empty() ? fs::path(environment("HOME")) / ".pyenv" : fs::path(given);
}

std::vector<fs::path> folders_of_path() {
  std::vector<fs::path> folders;
  const std::string path = environment("PATH");
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find(':', start), path.size());
    const fs::path folder = path.substr(start, end - start);
    // A shim starts what its settings say, which pyenv's versions have anyway.
    if (!folder.empty() && folder.lexically_normal() != (pyenv_root() / "shims").lexically_normal()) {
      folders.push_back(folder);
    }
    start = end + 1;
  }
  return folders;
}

// The order in which names of one folder are preferred; -1 for what is no Python.
int rank(const std::string& name) {
  static const std::regex kVersioned("(python|pypy)3\\.[0-9]+t?");
  static const std::vector<std::string> kPlain{"python3", "pypy3", "python", "pypy"};
  const auto plain = std::find(kPlain.begin(), kPlain.end(), name);
  if (plain != kPlain.end()) return plain - kPlain.begin() < 2 ? 0 : 2;
  return std::regex_match(name, kVersioned) ? 1 : -1;
}

std::vector<fs::path> programs_in(const fs::path& folder) {
  std::vector<std::pair<int, fs::path>> found;
  for (const fs::path& path : folders_in(folder)) {
    std::error_code none;
    const bool runs = fs::is_regular_file(path, none) &&
                      (fs::status(path, none).permissions() & fs::perms::owner_exec) != fs::perms::none;
    if (const int preference = rank(path.filename().string()); runs && preference >= 0) {
      found.emplace_back(preference, path);
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<fs::path> programs;
  for (const auto& [preference, path] : found) programs.push_back(path);
  return programs;
}

// What makes a program another than one found before: the file, and in a virtual environment, where the file is a link
// to its base, the folder.
fs::path identity(const fs::path& program) {
  std::error_code failed;
  const fs::path folder = program.parent_path();
  const fs::path real = is_venv(folder.parent_path()) ? fs::canonical(folder, failed) : fs::canonical(program, failed);
  return failed ? program : real;
}

std::vector<fs::path> programs_of(const std::vector<fs::path>& folders) {
  std::vector<fs::path> programs;
  std::set<fs::path> seen;
  for (const fs::path& folder : folders) {
    for (const fs::path& program : programs_in(folder)) {
      if (seen.insert(identity(program)).second) programs.push_back(program);
    }
  }
  return programs;
}

// "3.11.2" as numbers; what follows them does not count.
std::vector<unsigned long> numbers(const std::string& version) {
  std::vector<unsigned long> result;
  const char* at = version.c_str();
  for (char* end = nullptr; *at >= '0' && *at <= '9'; at = *end == '.' ? end + 1 : end) {
    result.push_back(std::strtoul(at, &end, 10));
  }
  return result;
}

std::string unfit(const FoundPython& python, const std::string& ssl_error) {
  if (numbers(python.language) < kOldest) return fmt::format("speaks Python {}; 3.6 is needed", python.language);
  return python.tls_library.empty() ? "has no ssl module: " + ssl_error : "";
}

void read_answer(const Json& answer, FoundPython& python) {
  const auto text = [&answer](std::size_t i) { return answer.at(i).get<std::string>(); };
  python.implementation = text(0);
  python.version = text(1);
  python.language = text(2);
  python.tls_library = text(3);
  python.prefix = text(4);
  python.why_not = unfit(python, text(5));
}

FoundPython ask(const fs::path& program) {
  FoundPython python{program, "", "", "", "", "", ""};
  try {
    Child child({program.string(), "-c", kQuestion});
    const Reply reply = child.exchange("", Clock::now() + kPatienceWithOne);
    if (reply.kind == Reply::Kind::kLine) {
      read_answer(Json::parse(reply.line), python);
    } else if (reply.kind == Reply::Kind::kDeadline) {
      python.why_not = fmt::format("did not say within {} s what it is", kPatienceWithOne.count());
    } else {
      python.why_not = "did not say what it is: it " + child.finish(std::chrono::seconds(1)).value_or("did not end");
    }
  } catch (const std::system_error& error) {
    python.why_not = "cannot be started: " + error.code().message();
  } catch (const Json::exception&) {
    python = {program, "", "", "", "", "", "did not say what it is, but something else"};
  }
  return python;
}

auto order(const FoundPython& python) {
  return std::make_tuple(python.implementation, numbers(python.version), numbers(python.language), python.prefix,
                         python.program);
}

// Two programs of one installation are one Python, whatever their files are.
void drop_same(std::vector<FoundPython>& pythons) {
  std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
  const auto again = [&seen](const FoundPython& python) {
    if (python.implementation.empty()) return false;
    return !seen.emplace(python.implementation, python.version, python.tls_library, python.prefix).second;
  };
  pythons.erase(std::remove_if(pythons.begin(), pythons.end(), again), pythons.end());
}

}  // namespace

std::vector<fs::path> places_of_this_machine(const std::vector<std::string>& venvs) {
  std::vector<fs::path> folders;
  for (const std::string& venv : venvs) {
    if (!is_venv(venv)) {
      throw std::runtime_error(
          fmt::format("--venv '{}': expected a virtual environment, found no pyvenv.cfg in it", venv));
    }
    folders.push_back(fs::path(venv) / "bin");
  }
  for (const std::string& venv : {environment("VIRTUAL_ENV"), std::string(".venv"), std::string("venv")}) {
    if (!venv.empty() && is_venv(venv)) folders.push_back(fs::absolute(venv) / "bin");
  }
  for (const fs::path& version : folders_in(pyenv_root() / "versions")) folders.push_back(version / "bin");
  for (const fs::path& folder : folders_of_path()) folders.push_back(folder);
  for (const char* folder : {"/usr/bin", "/usr/local/bin", "/opt/bin"}) folders.emplace_back(folder);
  for (const fs::path& package : folders_in("/opt")) folders.push_back(package / "bin");
  return folders;
}

bool is_python_name(const std::string& name) {
  return rank(name) >= 0;
}

std::vector<FoundPython> discover(const std::vector<fs::path>& folders, std::size_t jobs) {
  const std::vector<fs::path> programs = programs_of(folders);
  std::vector<FoundPython> pythons(programs.size());
  in_parallel(programs.size(), jobs, [&](std::size_t i) { pythons[i] = ask(programs[i]); });
  drop_same(pythons);
  std::sort(pythons.begin(), pythons.end(),
            [](const FoundPython& left, const FoundPython& right) { return order(left) < order(right); });
  return pythons;
}

}  // namespace peercert::subject
