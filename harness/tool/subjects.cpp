#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "report/text.h"
#include "subject/parallel.h"
#include "subject/process.h"
#include "tool/commands.h"
#include "tool/home.h"
#include "tool/pythons.h"

namespace peercert::tool {
namespace {

struct SubjectsOptions {
  Home home;
  Pythons pythons;
  std::size_t jobs = 2;
  bool json = false;
};

// Candidate is a Python with what it says of itself once it is started as a subject.
struct Candidate {
  subject::FoundPython python;
  std::string command;
  suite::SubjectInfo info;
};

Candidate start(const Home& home, const subject::FoundPython& python) {
  Candidate candidate{python, subject_command(home, python.program), {}};
  if (!python.why_not.empty()) return candidate;
  try {
    candidate.info = subject::ProcessSubject(candidate.command).info();
  } catch (const subject::StartError& error) {
    candidate.python.why_not = error.what();
  }
  return candidate;
}

std::vector<Candidate> start_all(const SubjectsOptions& options) {
  const auto found = options.pythons.find(options.jobs);
  std::vector<Candidate> candidates(found.size());
  subject::in_parallel(found.size(), options.jobs,
                       [&](std::size_t i) { candidates[i] = start(options.home, found[i]); });
  return candidates;
}

Json to_json(const Candidate& candidate) {
  Json json = {{"program", candidate.python.program.string()},
               {"implementation", candidate.python.implementation},
               {"version", candidate.python.version},
               {"tls_library", candidate.python.tls_library},
               {"prefix", candidate.python.prefix}};
  if (!candidate.python.why_not.empty()) {
    json["why_not"] = candidate.python.why_not;
  } else {
    json["command"] = candidate.command;
    json["features"] = candidate.info.features;
  }
  return json;
}

void print_json(const std::vector<Candidate>& candidates) {
  Json list = Json::array();
  for (const Candidate& candidate : candidates) list.push_back(to_json(candidate));
  const Json document = {{"peercert_subjects", 1}, {"subjects", std::move(list)}};
  fmt::print("{}\n", document.dump(2, ' ', true, Json::error_handler_t::replace));
}

using Line = std::vector<std::string>;

Line row_of(const Candidate& candidate) {
  const subject::FoundPython& python = candidate.python;
  const std::string name = python.implementation.empty() ? "?" : python.implementation + " " + python.version;
  const std::string library = python.why_not.empty() ? python.tls_library : "no subject: " + python.why_not;
  return {report::one_line(name), report::one_line(python.program.string()), report::one_line(library)};
}

void print_table(const std::vector<Candidate>& candidates) {
  std::vector<Line> rows;
  for (const Candidate& candidate : candidates) rows.push_back(row_of(candidate));
  std::size_t name = 0, program = 0;
  for (const Line& row : rows) {
    name = std::max(name, report::display_width(row[0]));
    program = std::max(program, report::display_width(row[1]));
  }
  for (const Line& row : rows) fmt::print("{:<{}}  {:<{}}  {}\n", row[0], name, row[1], program, row[2]);
}

int show(const SubjectsOptions& options) {
  const auto candidates = start_all(options);
  const auto usable = std::count_if(candidates.begin(), candidates.end(),
                                    [](const Candidate& candidate) { return candidate.python.why_not.empty(); });
  if (options.json) {
    print_json(candidates);
  } else {
    print_table(candidates);
    fmt::print("{} of {} can be played; 'peercert run --subject all' plays them\n", usable, candidates.size());
  }
  return usable > 0 ? kGood : kCouldNot;
}

}  // namespace

void add_subjects(CLI::App& app, int& status) {
  auto options = std::make_shared<SubjectsOptions>();
  CLI::App* command = app.add_subcommand("subjects", "Find the Pythons of this machine, and say what each is");
  options->pythons.add_option(*command);
  command->add_flag("--json", options->json, "Print JSON, with the features of each");
  command->add_option("--jobs", options->jobs, "How many are asked at a time (default 2)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  options->home.add_option(*command);
  command->footer(
      "Looked for: python3, python3.N, pypy3, pypy3.N, python and pypy in virtual environments, pyenv's versions, "
      "PATH,\n"
      "/usr/bin, /usr/local/bin and /opt; each installation once.");
  command->callback([options, &status] { status = show(*options); });
}

}  // namespace peercert::tool
