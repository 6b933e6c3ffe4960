// What must add up in what a search found, so that a file which somebody changed by hand is told from one that was
// written.
#ifndef PEERCERT_REPORT_CORPUS_CHECK_H
#define PEERCERT_REPORT_CORPUS_CHECK_H

#include <filesystem>

#include "report/corpus_file.h"
#include "value/json.h"

namespace peercert::report {

// check_corpus throws ResultsError, which names `path` and the member, for a corpus.json whose counts contradict each
// other: every witness met every certificate that was decoded; what was compared is what both sides answered; causes
// are of one of the witnesses, of certificates of this corpus, and of no more than differ. `corpus` has the shape of
// its schema.
void check_corpus(const std::filesystem::path& path, const Json& corpus);

// check_so_far does so for the state of a search that was interrupted, and compares it with its position.
void check_so_far(const std::filesystem::path& path, const CorpusState& state);

}  // namespace peercert::report

#endif
