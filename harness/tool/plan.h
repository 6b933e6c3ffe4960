// What a run is going to play: which cases, on which subjects.
#ifndef PEERCERT_TOOL_PLAN_H
#define PEERCERT_TOOL_PLAN_H

#include <functional>
#include <string>
#include <vector>

#include "subject/session.h"
#include "suite/load.h"
#include "tool/home.h"
#include "tool/pythons.h"

namespace peercert::tool {

// plan_entrants returns the subjects, in their order, and then the reference unless it is "none". The word "native"
// names the C++ library, "python3" the Python that was found when the command was built, and as a subject "all" those
// of `pythons` that can be subjects. No subject is started yet. Throws std::runtime_error when there is nobody to play.
[[nodiscard]] std::vector<subject::Entrant> plan_entrants(
    const Home& home, const std::vector<std::string>& subjects, const std::string& reference,
    const std::function<std::vector<subject::FoundPython>()>& pythons);

// select_cases returns the cases whose id, or "id[where]" of one of whose scenarios, matches one of the globs; without
// globs all. Of a case matched by place, only those places stay. Throws std::runtime_error for a glob that matches
// nothing.
[[nodiscard]] std::vector<suite::Case> select_cases(const suite::Suite& suite, const std::vector<std::string>& globs);

}  // namespace peercert::tool

#endif
