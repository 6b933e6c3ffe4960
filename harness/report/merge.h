// Several results as one: `peercert report`, and the one report of a matrix of machines.
//
// A subject is who it says it is: implementation, version, TLS library, features, and the command it was started by.
// The same in two results is one subject; one that was named twice in a run stays two. Who was the reference of any is
// the reference, since the others were compared with it. Whatever the order and the grouping, the result is the same
// bytes: cases stand in the order of their ids, subjects in that of their names and versions.
#ifndef PEERCERT_REPORT_MERGE_H
#define PEERCERT_REPORT_MERGE_H

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "value/json.h"

namespace peercert::report {

// Source is the results of one file.
struct Source {
  std::string file;
  Json results;
};

// merged returns the results of all `sources`, of which there is at least one: every case, scenario and subject that is
// in any. What two sources have both is there once. Throws ResultsError, naming both files, for results of different
// suites, and for a scenario in which a subject answers one thing here and another there.
[[nodiscard]] Json merged(const std::vector<Source>& sources);

}  // namespace peercert::report

#endif
