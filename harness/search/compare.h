// Comparing what several witnesses make of one certificate: everything, the last of them being whom the others are
// compared with. What differs in the same words has the same cause.
#ifndef PEERCERT_SEARCH_COMPARE_H
#define PEERCERT_SEARCH_COMPARE_H

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "search/corpus.h"
#include "search/known.h"
#include "subject/digests.h"
#include "suite/observation.h"

namespace peercert::search {

// Example is the first certificate of a corpus that shows a cause, without its bytes.
struct Example {
  std::size_t number = 0;
  std::string file;
  std::size_t index = 0;
  std::string sha256;
  std::string difference;  // as value/difference.h describes it; of a failure all that is known
};

struct Cause {
  std::size_t witness = 0;
  std::string text;
  const Known* known = nullptr;
  std::size_t certificates = 0;  // that show it
  Example example;
};

// Score is what became of one witness.
struct Score {
  std::size_t dictionaries = 0;
  std::size_t exceptions = 0;
  std::size_t failures = 0;  // crashes, hangs, and what is no answer
  std::size_t skips = 0;
  // In comparison with the last witness. The last itself is compared with recipes alone, where there are any.
  std::size_t same = 0;
  std::size_t known = 0;      // different, all of it known
  std::size_t different = 0;  // not all of it known, or a failure
};

// all_say_the_same returns whether all observed something, and that without a difference.
[[nodiscard]] bool all_say_the_same(const std::vector<suite::Outcome>& outcomes);

// have_the_same_digest returns whether all have one and the same. Who gave a value in place of its digest counts, too.
[[nodiscard]] bool have_the_same_digest(std::vector<subject::Decoded>& all);

// difference_words returns the causes for which `got` differs from what the reference gave, "decode():
// ['subject'][*] is missing", one for each member of the dictionary, or how one of them failed; none when they are the
// same.
[[nodiscard]] std::vector<std::string> difference_words(const suite::Outcome& reference, const suite::Outcome& got);

// Tally adds up what became of every certificate. Not for several threads at once.
class Tally {
 public:
  Tally(std::vector<suite::SubjectInfo> witnesses, const std::vector<Known>& known)
      : witnesses_(std::move(witnesses)), known_(known), scores_(witnesses_.size()) {}

  // add takes one outcome for each witness.
  void add(const Certificate& certificate, const std::vector<suite::Outcome>& outcomes);

  // add_same_values is add of outcomes that all have the same value, as the recipe says, if there is one.
  void add_same_values();

  [[nodiscard]] const std::vector<suite::SubjectInfo>& witnesses() const { return witnesses_; }
  [[nodiscard]] const std::vector<Score>& scores() const { return scores_; }

  // causes returns those that are not known first, and those with most certificates first.
  [[nodiscard]] std::vector<Cause> causes() const;

 private:
  void count(const Certificate& certificate, std::size_t witness, const suite::Outcome& outcome);
  void compare_with_recipe(const Certificate& certificate, const suite::Outcome& reference);
  void compare(const Certificate& certificate, std::size_t witness, const suite::Observation& reference,
               const suite::Observation& got);
  [[nodiscard]] const Known* explanation(const Difference& difference, std::size_t witness,
                                         const suite::Observation& reference, const suite::Observation& got) const;
  void note(const Certificate& certificate, std::size_t witness, const std::string& text, const Known* known,
            const std::string& difference);

  std::vector<suite::SubjectInfo> witnesses_;
  const std::vector<Known>& known_;
  std::vector<Score> scores_;
  std::map<std::tuple<std::size_t, const Known*, std::string>, Cause> causes_;
};

}  // namespace peercert::search

#endif
