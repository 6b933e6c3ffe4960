#include "search/corpus.h"

#include <utility>

#include "search/certificates.h"
#include "search/recent.h"
#include "suite/digest.h"

namespace peercert::search {
namespace {

class Reading {
 public:
  Reading(const Take& take, const CorpusOptions& options) : take_(take), options_(options) {}

  void read(const std::string& path) {
    for_each_file(path,
                  {[this](const std::string& name, const ReadBytes& bytes) { read_file(name, bytes); },
                   [this](const std::string& name, const std::string& why) { unreadable(name, why); }, options_.read});
  }

  [[nodiscard]] Contents contents() && {
    if (contents_.distinct < options_.from.taken) throw_other();
    return std::move(contents_);
  }

 private:
  void read_file(const std::string& name, const ReadBytes& bytes) {
    ++contents_.files;
    std::size_t index = 0;
    find_certificates(bytes, {[&](const std::string& der) { add(name, index++, der); },
                              [&](const std::string& kind) {
                                ++index;
                                ++contents_.others[kind];
                              },
                              [&](const std::string& why) { remember(contents_.broken, name, why); }});
  }

  void add(const std::string& file, std::size_t index, const std::string& der) {
    ++contents_.certificates;
    std::string sha256 = suite::sha256_hex(der);
    if (!recent_.is_new(sha256)) return;
    trail_ = suite::sha256_hex(trail_ + sha256);
    const std::size_t number = contents_.distinct++;
    if (contents_.distinct == options_.from.taken && trail_ != options_.from.trail) throw_other();
    if (!options_.shard.has(sha256)) return;
    ++contents_.decoded;
    if (number >= options_.from.taken) take_({number, file, index, std::move(sha256), der, {}, trail_});
  }

  void unreadable(const std::string& name, const std::string& why) {
    ++contents_.unreadable_files;
    remember(contents_.unreadable, name, why);
  }

  static void remember(std::vector<Unreadable>& list, const std::string& name, const std::string& why) {
    if (list.size() < kMostUnreadable) list.push_back({name, why});
  }

  [[noreturn]] static void throw_other() {
    throw ChangedCorpus("the corpus is no longer what it was when the search was interrupted; --anew begins anew");
  }

  const Take& take_;
  const CorpusOptions& options_;
  Recent recent_;
  std::string trail_;
  Contents contents_;
};

}  // namespace

Contents read_corpus(const std::vector<std::string>& paths, const Take& take, const CorpusOptions& options) {
  Reading reading(take, options);
  for (const std::string& path : paths) reading.read(path);
  return std::move(reading).contents();
}

}  // namespace peercert::search
