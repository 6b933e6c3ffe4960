#include "report/corpus_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "search/shard.h"

namespace peercert::report {
namespace {

constexpr std::size_t kSha256Digits = 64;

std::size_t count_in(const Json& json, const char* key) {
  return json.at(key).get<std::size_t>();
}

bool is_sha256(const std::string& text) {
  return text.size() == kSha256Digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Whether one certificate has the cause once at most. Several warnings, or arguments of an exception, are one cause,
// and so is what comes when there are too many.
bool counts_certificates(std::string_view cause) {
  const auto has = [&](std::string_view words) { return cause.find(words) != std::string_view::npos; };
  return !has("warning") && !has("the exception's") && !has("one of too many");
}

class Counts {
 public:
  // `at` is where the corpus stands in the file.
  Counts(const std::filesystem::path& path, const Json& corpus, std::string at)
      : path_(path), corpus_(corpus), at_(std::move(at)) {}

  // witnesses demands that each met `decoded` certificates, and that the last of them is the reference.
  void witnesses(std::size_t decoded) const {
    const Json& all = corpus_.at("witnesses");
    demand(all.size() >= 2, "/witnesses", "a subject and the reference", all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string at = fmt::format("/witnesses/{}", i);
      met_all(all[i], at, decoded);
      i + 1 < all.size() ? subject(all[i], at) : reference(all[i], at);
    }
  }

  // causes demands that each is of one of the `distinct` certificates.
  void causes(std::size_t distinct) const {
    const Json& all = corpus_.at("causes");
    for (std::size_t i = 0; i < all.size(); ++i) cause(all[i], fmt::format("/causes/{}", i), distinct);
  }

  void contents() const {
    const Json& contents = corpus_.at("contents");
    const std::size_t distinct = count_in(contents, "distinct"), decoded = count_in(contents, "decoded");
    at_most("/contents/distinct", distinct, count_in(contents, "certificates"));
    if (is_part()) {
      at_most("/contents/decoded", decoded, distinct);
    } else {
      exactly("/contents/decoded", decoded, distinct);
    }
    const std::size_t listed = contents.at("unreadable").size();
    exactly("/contents/unreadable", listed, std::min(count_in(contents, "unreadable_files"), search::kMostUnreadable));
    if (!corpus_.contains("made")) return;
    exactly("/contents/distinct", distinct, count_in(corpus_.at("made"), "count"));
    exactly("/contents/decoded", decoded, shard().share_of(distinct));
  }

  // taken demands that the first `taken` certificates are those which were decoded, and returns how many of them are of
  // this shard.
  [[nodiscard]] std::size_t share_of(std::size_t taken) const {
    if (corpus_.contains("made")) return shard().share_of(taken);
    if (!is_part()) return taken;
    const Json& all = corpus_.at("witnesses");  // which certificates are of a part depends on their bytes
    return all.empty() ? 0 : met(all[0]);
  }

  void demand(bool holds, const std::string& pointer, const std::string& expected, const Json& found) const {
    if (!holds) throw ResultsError::shape(path_, at_ + pointer, expected, found);
  }

  void at_most(const std::string& pointer, std::size_t found, std::size_t most) const {
    demand(found <= most, pointer, fmt::format("at most {}", most), found);
  }

  void exactly(const std::string& pointer, std::size_t found, std::size_t expected) const {
    demand(found == expected, pointer, std::to_string(expected), found);
  }

  [[nodiscard]] bool is_part() const { return corpus_.contains("shard"); }

  void shard_is_one() const {
    if (is_part()) at_most("/shard/number", shard().number, shard().of);
  }

 private:
  [[nodiscard]] search::Shard shard() const {
    if (!is_part()) return {};
    const Json& shard = corpus_.at("shard");
    return {count_in(shard, "number"), count_in(shard, "of")};
  }

  static std::size_t answers(const Json& witness) {
    return count_in(witness, "dictionaries") + count_in(witness, "exceptions");
  }

  static std::size_t no_answers(const Json& witness) {
    return count_in(witness, "failures") + count_in(witness, "skips");
  }

  static std::size_t met(const Json& witness) { return answers(witness) + no_answers(witness); }

  void met_all(const Json& witness, const std::string& at, std::size_t decoded) const {
    for (const char* key : {"dictionaries", "exceptions", "failures", "skips", "same", "known", "different"}) {
      at_most(fmt::format("{}/{}", at, key), count_in(witness, key), decoded);
    }
    demand(met(witness) == decoded, at + "/dictionaries",
           fmt::format("{} with exceptions, failures and skips, as many as were decoded", decoded), met(witness));
    demand(count_in(witness, "different") >= count_in(witness, "failures"), at + "/different",
           fmt::format("at least {}, the failures", count_in(witness, "failures")), witness.at("different"));
  }

  void reference(const Json& witness, const std::string& at) const {
    demand(witness.at("role") == "reference", at + "/role", "\"reference\", since it is the last", witness.at("role"));
    exactly(at + "/same", count_in(witness, "same"), 0);
    exactly(at + "/known", count_in(witness, "known"), 0);
  }

  // What it answered was compared, except where the reference gave no answer.
  void subject(const Json& witness, const std::string& at) const {
    demand(witness.at("role") == "subject", at + "/role", "\"subject\", since others follow", witness.at("role"));
    const std::size_t compared = count_in(witness, "same") + count_in(witness, "known") +
                                 count_in(witness, "different") - count_in(witness, "failures");
    const std::size_t gaps = no_answers(corpus_.at("witnesses").back());
    const std::size_t most = answers(witness), least = most - std::min(most, gaps);
    demand(least <= compared && compared <= most, at + "/same",
           fmt::format("{}{} with known and different, less the failures",
                       least == most ? "" : fmt::format("{} to ", least), most),
           compared);
  }

  void cause(const Json& cause, const std::string& at, std::size_t distinct) const {
    const Json& all = corpus_.at("witnesses");
    const std::size_t number = count_in(cause, "witness");
    demand(number < all.size(), at + "/witness", fmt::format("the number of a witness, below {}", all.size()), number);
    const Json& example = cause.at("example");
    demand(count_in(example, "number") < distinct, at + "/example/number",
           fmt::format("the number of a certificate, below {}", distinct), example.at("number"));
    const auto sha256 = example.at("sha256").get<std::string>();
    demand(is_sha256(sha256), at + "/example/sha256", "a SHA-256 in hexadecimal", sha256);
    const std::size_t most = most_of(cause, all[number]);
    const auto text = cause.at("cause").get<std::string>();
    if (most == 0 || counts_certificates(text)) at_most(at + "/certificates", count_in(cause, "certificates"), most);
  }

  // How many certificates of the witness can have such a cause.
  static std::size_t most_of(const Json& cause, const Json& witness) {
    if (cause.at("cause").get<std::string>().rfind("skip: ", 0) == 0) return count_in(witness, "skips");
    const std::size_t known = cause.at("known").is_null() ? 0 : count_in(witness, "known");
    return known + count_in(witness, "different");
  }

  const std::filesystem::path& path_;
  const Json& corpus_;
  std::string at_;
};

}  // namespace

void check_corpus(const std::filesystem::path& path, const Json& corpus) {
  const Counts counts(path, corpus, "");
  const Json& contents = corpus.at("contents");
  counts.shard_is_one();
  counts.contents();
  counts.witnesses(count_in(contents, "decoded"));
  counts.causes(count_in(contents, "distinct"));
}

void check_so_far(const std::filesystem::path& path, const CorpusState& state) {
  const Counts counts(path, state.so_far, "/so_far");
  const Counts top(path, state.so_far, "");
  const auto& [taken, trail] = state.position;
  counts.shard_is_one();
  if (state.so_far.contains("made")) {
    top.at_most("/position/taken", taken, count_in(state.so_far.at("made"), "count"));
    top.demand(trail.empty(), "/position/trail", "nothing, since the certificates were made", trail);
  } else {
    top.demand(taken == 0 ? trail.empty() : is_sha256(trail), "/position/trail",
               taken == 0 ? "nothing, since nothing was taken" : "a SHA-256 in hexadecimal", trail);
  }
  const std::size_t decoded = counts.share_of(taken);
  top.demand(decoded <= taken, "/position/taken", fmt::format("at least {}, which were decoded", decoded), taken);
  counts.witnesses(decoded);
  counts.causes(taken);
}

}  // namespace peercert::report
