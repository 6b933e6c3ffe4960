// What several searches found, as one: the shards of a corpus (`peercert report`), or a search that was interrupted and
// what came after. The outcome is that of one search of everything, byte for byte.
#ifndef PEERCERT_REPORT_CORPUS_MERGE_H
#define PEERCERT_REPORT_CORPUS_MERGE_H

#include <string>
#include <vector>

#include "report/merge.h"
#include "report/results.h"
#include "value/json.h"

namespace peercert::report {

// demand_same_search throws ResultsError, naming both files, the member and both of its contents, when two corpus.json
// are not of the same search: of another version, other known differences, paths, seeds or witnesses. What they found
// and their shards do not count.
void demand_same_search(const Source& one, const Source& other);

// added_up returns `one` with the counts and the causes of both, which are of different certificates of one search. Of
// the examples of a cause the one that comes first in the corpus stays.
[[nodiscard]] Json added_up(const Json& one, const Json& other);

// merged_corpora returns the corpus.json of the whole search of which `shards` are all the parts, in any order. Throws
// ResultsError for parts of different searches, one that is missing or there twice, and for what is no part.
[[nodiscard]] Json merged_corpora(const std::vector<Source>& shards);

// sorted_causes returns causes in the order of the report: those that are not known first, and those with most
// certificates first; else by witness and words.
[[nodiscard]] Json sorted_causes(const Json& causes);

}  // namespace peercert::report

#endif
