// A corpus: the certificates of any number of files, folders and archives, one after the other, each once.
#ifndef PEERCERT_SEARCH_CORPUS_H
#define PEERCERT_SEARCH_CORPUS_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "search/files.h"
#include "search/shard.h"
#include "value/value.h"

namespace peercert::search {

// Certificate is one of a corpus.
struct Certificate {
  std::size_t number = 0;  // among the distinct ones of the whole corpus, from 0
  std::string file;        // where it was found first
  std::size_t index = 0;   // among everything in that file, from 0
  std::string sha256;      // of `der`, in lower-case hexadecimal
  std::string der;
  std::optional<Value> expected = {};  // what a recipe says of it
  std::string trail = {};              // Position::trail after it
};

// Made says how certificates were made that were not found.
struct Made {
  std::string kind;  // "mutants", or "generated" of recipes
  std::uint64_t seed = 1;
  std::uint64_t first = 0;  // the number of the first
  std::uint64_t count = 0;
  std::string digest;  // SHA-256 of what they are made of
};

struct Unreadable {
  std::string file;
  std::string why;
};

// Contents is what a corpus was found to hold.
struct Contents {
  std::size_t files = 0;
  std::size_t certificates = 0;               // all that were found
  std::size_t distinct = 0;                   // as far as Recent remembers
  std::size_t decoded = 0;                    // those of this shard
  std::map<std::string, std::size_t> others;  // what is no certificate, by its kind
  std::size_t unreadable_files = 0;
  std::vector<Unreadable> unreadable;   // the first kMostUnreadable of them
  std::vector<Unreadable> broken = {};  // the first kMostUnreadable places in files that cannot be made out
};

inline constexpr std::size_t kMostUnreadable = 100;

// ChangedCorpus is thrown when a search cannot go on, since it would be another.
class ChangedCorpus : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Position is how far a search has come, and in what: it can go on from there.
struct Position {
  std::size_t taken = 0;  // the number of the next certificate
  std::string trail;      // the SHA-256 of all digests before it, one after the other; "" at the beginning
};

// Take is called with each certificate of a corpus; Source calls it, and returns what there was.
using Take = std::function<void(Certificate certificate)>;
using Source = std::function<Contents(const Take& take)>;

struct CorpusOptions {
  Shard shard = {};
  Position from = {};                                                    // those before it were taken before
  std::function<void(std::uint64_t bytes)> read = [](std::uint64_t) {};  // so much more of the files was read
};

// read_corpus calls `take` for each distinct certificate of `paths` (for_each_file says what a path may be) that is in
// the shard, and returns what there was in all. What is no certificate is counted, what cannot be read is listed. What
// was taken before is read again, so that the result is that of reading all at once. Throws ChangedCorpus when that is
// not what it was.
[[nodiscard]] Contents read_corpus(const std::vector<std::string>& paths, const Take& take,
                                   const CorpusOptions& options = {});

}  // namespace peercert::search

#endif
