#include "show/from_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <utility>

#include "search/certificates.h"
#include "search/files.h"
#include "value/exception.h"
#include "value/printable.h"
#include "x509/decode.h"

namespace peercert::show {
namespace {

// Contents is what one file of those that a path names has.
struct Contents {
  std::string name;
  std::vector<std::string> ders;
  std::map<std::string, int> others;  // how many of a kind: "key", "empty file"
};

std::string shown_name(const std::string& path) {
  return path == "-" ? "standard input" : one_line(path);
}

class Reader {
 public:
  void read(const std::string& path) {
    search::FileUser user;
    user.use = [this](const std::string& name, const search::ReadBytes& bytes) { read_one(shown_name(name), bytes); };
    user.unreadable = [this](const std::string& name, const std::string& why) {
      problem(shown_name(name), one_line(why));
    };
    search::for_each_file(path, user);
  }

  [[nodiscard]] bool has_any() const {
    for (const Contents& one : files_) {
      if (!one.ders.empty()) return true;
    }
    return false;
  }

  [[nodiscard]] Found found() const {
    Found found;
    for (const Contents& one : files_) {
      for (std::size_t i = 0; i < one.ders.size(); ++i) {
        const std::string which =
            one.ders.size() == 1 ? "" : fmt::format(", certificate {} of {}", i + 1, one.ders.size());
        found.certificates.push_back(decoded(one.name + which, one.ders[i]));
      }
    }
    found.problems = problems_;
    return found;
  }

  // Why there is none: what is there instead, and what is wrong.
  [[nodiscard]] std::string nothing(const std::string& path) const {
    if (!problems_.empty()) return fmt::format("{}", fmt::join(problems_, "\n"));
    std::map<std::string, int> others;
    for (const Contents& one : files_) {
      for (const auto& [kind, count] : one.others) others[kind] += count;
    }
    if (files_.empty() || (others.size() == 1 && others.count("empty file") > 0)) return path + ": is empty";
    if (others.size() == 1 && others.count("neither PEM nor DER") > 0) {
      return path + ": holds no certificate: it is neither PEM nor DER";
    }
    std::vector<std::string> kinds;
    for (const auto& [kind, count] : others) kinds.push_back(count == 1 ? kind : fmt::format("{} x {}", count, kind));
    const std::string instead = kinds.empty() ? "" : fmt::format("; what is there: {}", fmt::join(kinds, ", "));
    return fmt::format("{}: holds no certificate{}", path, instead);
  }

 private:
  void problem(const std::string& name, const std::string& why) { problems_.push_back(name + ": " + why); }

  void read_one(const std::string& name, const search::ReadBytes& bytes) {
    files_.push_back({name, {}, {}});
    Contents& contents = files_.back();
    search::Finds finds;
    finds.certificate = [&](const std::string& der) { contents.ders.push_back(der); };
    finds.other = [&](const std::string& kind) { ++contents.others[kind]; };
    finds.broken = [&](const std::string& why) { problem(name, one_line(why)); };
    search::find_certificates(bytes, finds);
  }

  std::vector<Contents> files_;
  std::vector<std::string> problems_;
};

}  // namespace

Shown decoded(std::string place, std::string der) {
  Shown shown{std::move(place), std::nullopt, std::nullopt, ""};
  try {
    shown.value = to_value(decode_certificate(der));
  } catch (const PythonException& error) {
    shown.raised = error.what();
  }
  shown.der = std::move(der);
  return shown;
}

Found from_file(const std::string& path) {
  Reader reader;
  try {
    reader.read(path);
  } catch (const search::CorpusError& error) {
    throw NothingToShow(one_line(error.what()));
  }
  if (!reader.has_any()) throw NothingToShow(reader.nothing(shown_name(path)));
  return reader.found();
}

}  // namespace peercert::show
