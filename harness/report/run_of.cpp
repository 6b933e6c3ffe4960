#include "report/run_of.h"

#include <utility>

namespace peercert::report {

Run run_of(const std::string& suite_version, const suite::Suite& suite, const forge::Fixtures& fixtures,
           std::vector<suite::Case> cases, const std::vector<subject::Entrant>& entrants, subject::Session session) {
  Run run;
  run.suite_version = suite_version;
  run.suite_digest = suite.digest;
  run.rules = suite.rules;
  run.cases = std::move(cases);
  for (std::size_t i = 0; i < entrants.size(); ++i) {
    run.subjects.push_back({session.subjects[i], entrants[i].role, entrants[i].command, session.not_played[i]});
  }
  for (const auto& [name, fixture] : fixtures.all()) {
    run.certificates[name] = fixture.pem;
    run.recipes[name] = fixture.text;
  }
  run.rows = std::move(session.rows);
  return run;
}

}  // namespace peercert::report
