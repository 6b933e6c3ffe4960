// What the search of a corpus found, as corpus.json (its shape is reports/corpus.schema.json) and, made from that, as
// text for a terminal.
#ifndef PEERCERT_REPORT_CORPUS_REPORT_H
#define PEERCERT_REPORT_CORPUS_REPORT_H

#include <optional>
#include <string>
#include <vector>

#include "search/crew.h"
#include "value/json.h"

namespace peercert::report {

struct CorpusRun {
  std::string version;
  std::string known_digest;  // the SHA-256 of the known differences
  std::vector<std::string> paths;
  std::optional<search::Made> made;  // when the certificates were made, and not only found
  search::Shard shard;
  std::vector<subject::Entrant> entrants;
  search::Found found;
};

// corpus_json returns the record of the search. It depends on the corpus and on the answers, and not on time.
[[nodiscard]] Json corpus_json(const CorpusRun& run);

// corpus_terminal returns what there was, what each witness made of it, the causes of differences, and a closing line.
[[nodiscard]] std::string corpus_terminal(const Json& corpus);

// corpus_has_differences returns whether anything differs that is not known, or a witness failed; corpus_was_compared
// whether every subject was compared with the reference on any certificate, and everything could be read.
[[nodiscard]] bool corpus_has_differences(const Json& corpus);
[[nodiscard]] bool corpus_was_compared(const Json& corpus);

}  // namespace peercert::report

#endif
