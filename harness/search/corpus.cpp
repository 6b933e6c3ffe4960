#include "search/corpus.h"

#include <utility>

#include "search/certificates.h"
#include "suite/digest.h"

namespace peercert::search {
namespace {

class Reading {
 public:
  explicit Reading(const Take& take) : take_(take) {}

  void read(const std::string& path) {
    for_each_file(path, {[this](const std::string& name, const ReadBytes& bytes) { read_file(name, bytes); },
                         [this](const std::string& name, const std::string& why) { unreadable(name, why); }});
  }

  [[nodiscard]] Contents contents() && { return std::move(contents_); }

 private:
  void read_file(const std::string& name, const ReadBytes& bytes) {
    ++contents_.files;
    std::size_t index = 0;
    find_certificates(bytes, {[&](const std::string& der) { add(name, index++, der); },
                              [&](const std::string& kind) {
                                ++index;
                                ++contents_.others[kind];
                              }});
  }

  void add(const std::string& file, std::size_t index, const std::string& der) {
    ++contents_.certificates;
    std::string sha256 = suite::sha256_hex(der);
    if (!recent_.is_new(sha256)) return;
    take_({contents_.distinct++, file, index, std::move(sha256), der});
  }

  void unreadable(const std::string& name, const std::string& why) {
    ++contents_.unreadable_files;
    if (contents_.unreadable.size() < kMostUnreadable) contents_.unreadable.push_back({name, why});
  }

  const Take& take_;
  Recent recent_;
  Contents contents_;
};

}  // namespace

bool Recent::is_new(const std::string& digest) {
  if (old_.count(digest) > 0 || !young_.insert(digest).second) return false;
  if (young_.size() >= most_) old_ = std::exchange(young_, {});
  return true;
}

Contents read_corpus(const std::vector<std::string>& paths, const Take& take) {
  Reading reading(take);
  for (const std::string& path : paths) reading.read(path);
  return std::move(reading).contents();
}

}  // namespace peercert::search
