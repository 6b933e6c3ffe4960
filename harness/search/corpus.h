// A corpus: the certificates of any number of files, folders and archives, one after the other, each once.
#ifndef PEERCERT_SEARCH_CORPUS_H
#define PEERCERT_SEARCH_CORPUS_H

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "search/files.h"
#include "value/value.h"

namespace peercert::search {

// Certificate is one of a corpus.
struct Certificate {
  std::size_t number = 0;  // among those that were taken, from 0
  std::string file;        // where it was found first
  std::size_t index = 0;   // among everything in that file, from 0
  std::string sha256;      // of `der`, in lower-case hexadecimal
  std::string der;
  std::optional<Value> expected = {};  // what a recipe says of it
};

struct Unreadable {
  std::string file;
  std::string why;
};

// Contents is what a corpus was found to hold.
struct Contents {
  std::size_t files = 0;
  std::size_t certificates = 0;               // all that were found
  std::size_t distinct = 0;                   // those that were taken
  std::map<std::string, std::size_t> others;  // what is no certificate, by its kind
  std::size_t unreadable_files = 0;
  std::vector<Unreadable> unreadable;  // the first kMostUnreadable of them
};

inline constexpr std::size_t kMostUnreadable = 100;

// Recent remembers which certificates have come, up to a number that bounds its memory: of twice `most` at least the
// last `most`.
class Recent {
 public:
  explicit Recent(std::size_t most = 500'000) : most_(most) {}

  // is_new returns whether `digest` is none of those remembered, and remembers it.
  bool is_new(const std::string& digest);

 private:
  std::size_t most_;
  std::unordered_set<std::string> young_;
  std::unordered_set<std::string> old_;
};

// Take is called with each certificate of a corpus; Source calls it, and returns what there was.
using Take = std::function<void(Certificate certificate)>;
using Source = std::function<Contents(const Take& take)>;

// read_corpus calls `take` for each distinct certificate of `paths` (for_each_file says what a path may be) and returns
// what there was. What is no certificate is counted, what cannot be read is listed.
[[nodiscard]] Contents read_corpus(const std::vector<std::string>& paths, const Take& take);

}  // namespace peercert::search

#endif
