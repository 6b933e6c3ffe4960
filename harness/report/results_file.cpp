// results.json as a file: its layout, and what must be in it to be read back.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <initializer_list>
#include <set>
#include <sstream>
#include <system_error>

#include "report/embedded.h"
#include "report/results.h"
#include "report/schema.h"
#include "value/json_text.h"

namespace peercert::report {
namespace {

// One item a line in arrays and objects at the top, everything below on that line.
std::string lines_of(const Json& json) {
  if (!json.is_structured() || json.empty()) return json.dump(-1, ' ', true);
  std::vector<std::string> lines;
  for (const auto& item : json.items()) {
    const std::string key = json.is_object() ? Json(item.key()).dump(-1, ' ', true) + ":" : "";
    lines.push_back(key + item.value().dump(-1, ' ', true));
  }
  const char* brackets = json.is_object() ? "{}" : "[]";
  return fmt::format("{}\n  {}\n {}", brackets[0], fmt::join(lines, ",\n  "), brackets[1]);
}

const Json& schema() {
  static const Json kSchema = Json::parse(kResultsSchema);
  return kSchema;
}

class References {
 public:
  References(const std::filesystem::path& path, const Json& results) : path_(path), results_(results) {}

  // check throws ResultsError for an id or a digest that stands for nothing.
  void check() const {
    each("/cases", [this](const Json& test_case, const std::string& at) {
      for (const Json& rule : test_case.at("rules")) known(rule, rules_, at + "/rules", "a rule");
      for (const Json& digest : test_case.at("certificates")) in("certificates", digest, at + "/certificates");
    });
    each("/rows", [this](const Json& row, const std::string& at) {
      known(row.at("case"), cases_, at + "/case", "a case");
      known(row.at("subject"), subjects_, at + "/subject", "a subject");
      for (std::size_t i = 0; i < row.at("steps").size(); ++i) {
        check_step(row.at("steps")[i], fmt::format("{}/steps/{}", at, i));
      }
    });
  }

 private:
  using Ids = std::set<std::string>;

  static Ids ids(const Json& list) {
    Ids out;
    for (const Json& item : list) out.insert(item.at("id").get<std::string>());
    return out;
  }

  template <typename Visit>
  void each(const std::string& pointer, Visit visit) const {
    const Json& list = results_.at(Json::json_pointer(pointer));
    for (std::size_t i = 0; i < list.size(); ++i) visit(list[i], fmt::format("{}/{}", pointer, i));
  }

  void known(const Json& id, const Ids& ids, const std::string& at, const char* what) const {
    if (ids.count(id.get<std::string>()) == 0) {
      throw ResultsError::shape(path_, at, fmt::format("the id of {}", what), id);
    }
  }

  void in(const char* table, const Json& digest, const std::string& at) const {
    if (!results_.at(table).contains(digest.get<std::string>())) {
      throw ResultsError::shape(path_, at, fmt::format("a digest from /{}", table), digest);
    }
  }

  // Any of `keys` that `json` has is the digest of a value.
  void values(const Json& json, std::initializer_list<const char*> keys, const std::string& at) const {
    for (const char* key : keys) {
      if (json.contains(key)) in("values", json.at(key), fmt::format("{}/{}", at, key));
    }
  }

  void check_step(const Json& step, const std::string& at) const {
    for (const Json& rule : step.value("rules", Json::array())) known(rule, rules_, at + "/rules", "a rule");
    values(step.value("got", Json::object()), {"value"}, at + "/got");
    values(step.value("expected", Json::object()), {"value", "args"}, at + "/expected");
    for (const Json& difference : step.value("differences", Json::array())) {
      values(difference, {"expected", "got"}, at + "/differences");
    }
  }

  const std::filesystem::path& path_;
  const Json& results_;
  const Ids rules_ = ids(results_.at("rules"));
  const Ids cases_ = ids(results_.at("cases"));
  const Ids subjects_ = ids(results_.at("subjects"));
};

std::string shortened(const Json& json) {
  constexpr std::size_t kMost = 60;
  const std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text.size() <= kMost ? text : text.substr(0, kMost) + "...";
}

}  // namespace

ResultsError ResultsError::file(const std::filesystem::path& path, const std::string& what) {
  return ResultsError(fmt::format("{}: {}", path.string(), what));
}

ResultsError ResultsError::shape(const std::filesystem::path& path, const std::string& pointer,
                                 const std::string& expected, const Json& found) {
  return ResultsError(
      fmt::format("{}: at '{}': expected {}, found {}", path.string(), pointer, expected, shortened(found)));
}

ResultsError ResultsError::other_suite(const std::string& first, const std::string& first_digest,
                                       const std::string& second, const std::string& second_digest) {
  return ResultsError(fmt::format(
      "{} is of suite {} and {} of suite {}: only results of the same rules, cases and certificates can be merged; "
      "play one of them again, or say what changed with 'peercert diff {} {}'",
      first, first_digest, second, second_digest, first, second));
}

ResultsError ResultsError::contradiction(const std::string& first, const std::string& second,
                                         const std::string& in_first, const std::string& in_second) {
  return ResultsError(fmt::format("{} and {} contradict each other: {}, and {}; the same subject answered differently",
                                  first, second, in_first, in_second));
}

std::string results_text(const Json& results) {
  std::vector<std::string> members;
  for (const auto& member : results.items()) {
    members.push_back(fmt::format("{}: {}", Json(member.key()).dump(), lines_of(member.value())));
  }
  return fmt::format("{{\n {}\n}}\n", fmt::join(members, ",\n "));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) throw ResultsError::file(path, "cannot be read");
  return text.str();
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::error_code ignored;  // the file below says whether there is a folder to write to
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) throw ResultsError::file(path, "cannot be written");
}

Json load_json(const std::filesystem::path& path) {
  try {
    return parse_json(read_file(path));
  } catch (const JsonTextError& error) {
    throw ResultsError::file(path, fmt::format("has {}", error.what()));
  }
}

void check_version(const std::filesystem::path& path, const Json& json, const std::string& key, int version) {
  if (!json.is_object()) throw ResultsError::shape(path, "", "an object", json);
  const Json found = json.value(key, Json());
  if (found != version) throw ResultsError::shape(path, "/" + key, fmt::format("version {}", version), found);
}

void write_results(const std::filesystem::path& directory, const Json& results, const Json& timings) {
  write_file(directory / "results.json", results_text(results));
  write_file(directory / "timings.json", results_text(timings));
}

Json load_results(const std::filesystem::path& path) {
  return results_of(path, load_json(path));
}

Json results_of(const std::filesystem::path& path, Json results) {
  check_version(path, results, "peercert_results", kResultsVersion);
  if (const auto mismatch = first_mismatch(schema(), results)) {
    throw ResultsError::shape(path, mismatch->pointer, mismatch->expected, mismatch->found);
  }
  References(path, results).check();
  return results;
}

}  // namespace peercert::report
