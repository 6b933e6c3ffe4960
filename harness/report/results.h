// results.json: the one record of a run, from which every report is made.
//
//     Run run = ...;                                   // what was played, and the judge's rows
//     Json results = results_json(run);
//     write_results("build/reports", results, timings_json(run));
//     Json again = load_results("build/reports/results.json");
//
// Its shape is reports/results.schema.json. Values, certificates and subjects stand once, under the first 16 hex digits
// of their SHA-256. Nothing in it depends on time, on the machine or on the order in which scenarios finished, so two
// runs with the same outcome are the same bytes; how long things took stands apart in timings.json.
#ifndef PEERCERT_REPORT_RESULTS_H
#define PEERCERT_REPORT_RESULTS_H

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "suite/case.h"
#include "suite/observation.h"
#include "suite/verdict.h"
#include "value/json.h"

namespace peercert::report {

inline constexpr int kResultsVersion = 1;

// ResultsError is thrown for a file that cannot be written or read, or that holds no results of this version. what()
// names the file, the place in it as a JSON pointer, what was expected and what was found.
class ResultsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;

  [[nodiscard]] static ResultsError file(const std::filesystem::path& path, const std::string& what);
  [[nodiscard]] static ResultsError shape(const std::filesystem::path& path, const std::string& pointer,
                                          const std::string& expected, const Json& found);
  [[nodiscard]] static ResultsError other_suite(const std::string& first, const std::string& first_digest,
                                                const std::string& second, const std::string& second_digest);
  [[nodiscard]] static ResultsError contradiction(const std::string& first, const std::string& second,
                                                  const std::string& in_first, const std::string& in_second);
};

// PlayedSubject is one witness of a run.
struct PlayedSubject {
  suite::SubjectInfo info;
  std::string role;             // "subject" or "reference"
  std::string command;          // as given on the command line: "native", "python3 scripts/python_subject.py"
  std::string not_played = {};  // why there are no rows of it; "" when there are
};

// Run is everything that results.json is made from. Rules, cases and subjects are reported in the order given; rows may
// come in any order, and Row::subject counts in `subjects`.
struct Run {
  std::string suite_version;
  std::string suite_digest;
  std::string suite_home = {};    // where the suite stands, as given on the command line; "" for the tool's own
  std::string suite_export = {};  // the folder of an exported suite that was played in its place, as given; or ""
  std::vector<suite::Rule> rules;
  std::vector<suite::Case> cases;
  std::vector<PlayedSubject> subjects;
  std::map<std::string, std::string> certificates;  // name -> PEM, all that the cases use; others are left out
  std::map<std::string, std::string> recipes = {};  // name -> its recipe as text, where there is one
  std::vector<suite::Row> rows;
};

// results_json returns the results of `run`. Throws std::out_of_range when a row or a case names a case, a place, a
// subject or a certificate that the run does not have.
[[nodiscard]] Json results_json(const Run& run);

// timings_json returns {"peercert_timings": 1, "rows": [{"case", "where", "subject", "seconds"}]}, in the order of the
// rows of results_json.
[[nodiscard]] Json timings_json(const Run& run);

// results_text returns the bytes of the file: ASCII, one row, value, case, ... a line, so that two files compare well.
[[nodiscard]] std::string results_text(const Json& results);

// read_file returns the bytes of a file. Throws ResultsError.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// write_file writes `text` to `path`, whose folder is made when missing. Throws ResultsError.
void write_file(const std::filesystem::path& path, std::string_view text);

// write_results writes results.json and timings.json into `directory`. Throws ResultsError.
void write_results(const std::filesystem::path& directory, const Json& results, const Json& timings);

// load_json returns what `path` holds, whatever it is. Throws ResultsError for what cannot be read or is no JSON.
[[nodiscard]] Json load_json(const std::filesystem::path& path);

// check_version throws ResultsError unless `json`, which is in `path`, is an object with this version as its member
// `key`: a file of another version, or of something else, is told as that before anything else that it has differently.
void check_version(const std::filesystem::path& path, const Json& json, const std::string& key, int version);

// load_results returns what `path` holds. Throws ResultsError for what cannot be read, is no JSON, or is not the
// results of version kResultsVersion with every member that the reports read. results_of is the same for a file that
// was read already.
[[nodiscard]] Json load_results(const std::filesystem::path& path);
[[nodiscard]] Json results_of(const std::filesystem::path& path, Json results);

}  // namespace peercert::report

#endif
