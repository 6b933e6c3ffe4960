// The decoder and CPython's, in one process, on any bytes: accepted or not, value, exception, warnings. They are
// compared as 'peercert corpus' compares them, and only what cases/corpora/known.toml does not explain stops it.
#include <openssl/crypto.h>

#include <cstdio>
#include <string>
#include <vector>

#include "fuzz/target.h"
#include "search/compare.h"
#include "search/embedded_python.h"
#include "search/known.h"
#include "subject/native.h"
#include "suite/digest.h"
#include "value/literal.h"

using namespace peercert;

// Python leaks what it makes once. Whether the decoder leaks is what decode_fuzz asks.
extern "C" const char* __asan_default_options();
const char* __asan_default_options() {
  return "detect_leaks=0";
}

namespace {

suite::Outcome outcome_of(suite::Observation observation) {
  return {suite::Outcome::Kind::kObserved, {std::move(observation)}, "", 0};
}

// Comparison has what lasts from input to input, and says at the end what there was.
class Comparison {
 public:
  Comparison()
      : python_(PEERCERT_SOURCE_DIR "/scripts", PEERCERT_EMBEDDED_PYTHON),
        witnesses_{{"peercert", PEERCERT_VERSION, OpenSSL_version(OPENSSL_VERSION), {}}, python_.info()},
        known_(search::load_known(PEERCERT_SOURCE_DIR "/cases/corpora/known.toml")) {}
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;
  ~Comparison() {
    std::fprintf(stderr, "compared with %s: %zu dictionaries, %zu exceptions, %zu different as known\n",
                 python_.info().name().c_str(), dictionaries_, exceptions_, different_as_known_);
  }

  void compare(const std::string& der) {
    const suite::Observation ours = subject::decode_here(der);
    // Most of what is read is the same in the same words, which is what takes least time to see.
    if (ours.value && python_.literal(der) == to_literal(*ours.value)) {
      ++dictionaries_;
    } else {
      compare_fully(der, ours);
    }
  }

 private:
  void compare_fully(const std::string& der, const suite::Observation& ours) {
    search::Tally tally(witnesses_, known_);
    tally.add({0, "fuzz", 0, suite::sha256_hex(der), der}, {outcome_of(ours), outcome_of(python_.observation(der))});
    const search::Score& score = tally.scores().front();
    if (score.different != 0) {
      const search::Cause first = tally.causes().front();
      fuzz::broken("the decoder says what CPython says", first.text + "\n" + first.example.difference);
    }
    different_as_known_ += score.known;
    exceptions_ += score.same;
  }

  search::EmbeddedPython python_;
  std::vector<suite::SubjectInfo> witnesses_;
  std::vector<search::Known> known_;
  std::size_t dictionaries_ = 0;
  std::size_t exceptions_ = 0;
  std::size_t different_as_known_ = 0;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Comparison comparison;
  comparison.compare(std::string(fuzz::text_of(data, size)));
  return 0;
}
