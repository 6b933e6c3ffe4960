#include "report/corpus_merge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace peercert::report {
namespace {

// What makes it the same search, and what one calls that.
constexpr std::pair<const char*, const char*> kSameSearch[] = {
    {"version", "by another version"},
    {"known_digest", "with other known differences (cases/corpora/known.toml)"},
    {"paths", "of other paths"},
    {"made", "of other certificates that were made"},
};

// What says who a witness is.
constexpr const char* kWitness[] = {"role", "command", "name", "tls_library"};

// What is counted of a witness.
constexpr const char* kScores[] = {"dictionaries", "exceptions", "failures", "skips", "same", "known", "different"};

std::string shown(const Json& json) {
  return json.is_null() ? "nothing" : json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

[[noreturn]] void throw_other(const Source& one, const Source& other, const std::string& what, const Json& in_one,
                              const Json& in_other) {
  throw ResultsError(
      fmt::format("{} is {} than {}: {}, and {}", other.file, what, one.file, shown(in_other), shown(in_one)));
}

Json who(const Json& witness) {
  Json json = Json::object();
  for (const char* key : kWitness) json[key] = witness.at(key);
  return json;
}

std::string known_id(const Json& cause) {
  return cause.at("known").is_null() ? "" : cause.at("known").at("id").get<std::string>();
}

// By which causes are the same.
using CauseKey = std::tuple<std::size_t, std::string, std::string>;

CauseKey key_of(const Json& cause) {
  return {cause.at("witness").get<std::size_t>(), known_id(cause), cause.at("cause").get<std::string>()};
}

std::size_t count_of(const Json& cause) {
  return cause.at("certificates").get<std::size_t>();
}

void add_cause(std::map<CauseKey, Json>& causes, const Json& cause) {
  const auto [at, is_new] = causes.try_emplace(key_of(cause), cause);
  if (is_new) return;
  Json& sum = at->second;
  sum["certificates"] = count_of(sum) + count_of(cause);
  const auto number = [](const Json& one) { return one.at("example").at("number").get<std::size_t>(); };
  if (number(cause) < number(sum)) sum["example"] = cause.at("example");
}

std::string name_of(const Json& shard) {
  return fmt::format("{}/{}", shard.at("number").get<std::size_t>(), shard.at("of").get<std::size_t>());
}

const Json& shard_of(const Source& source) {
  if (!source.results.contains("shard")) {
    throw ResultsError::file(source.file, "is no shard, but a whole corpus; there is nothing to merge it with");
  }
  return source.results.at("shard");
}

// Every part of the first one's search once, by its number.
std::map<std::size_t, const Source*> by_number(const std::vector<Source>& shards) {
  std::map<std::size_t, const Source*> found;
  const Json& of = shard_of(shards.front()).at("of");
  for (const Source& source : shards) {
    const Json& shard = shard_of(source);
    if (shard.at("of") != of) {
      throw_other(shards.front(), source, "part of another division", of, shard.at("of"));
    }
    const auto [at, is_new] = found.try_emplace(shard.at("number").get<std::size_t>(), &source);
    if (!is_new) {
      throw ResultsError(fmt::format("{} and {} are both shard {}", at->second->file, source.file, name_of(shard)));
    }
  }
  std::vector<std::string> missing;
  for (std::size_t i = 1; i <= of.get<std::size_t>(); ++i) {
    if (found.count(i) == 0) missing.push_back(fmt::format("{}/{}", i, of.get<std::size_t>()));
  }
  if (!missing.empty()) throw ResultsError(fmt::format("missing shards: {}", fmt::join(missing, ", ")));
  return found;
}

Json contents_without_share(const Source& source) {
  Json contents = source.results.at("contents");
  contents.erase("decoded");
  return contents;
}

}  // namespace

void demand_same_search(const Source& one, const Source& other) {
  for (const auto& [key, what] : kSameSearch) {
    const Json in_one = one.results.value(key, Json()), in_other = other.results.value(key, Json());
    if (in_one != in_other) throw_other(one, other, what, in_one, in_other);
  }
  const Json &witnesses = one.results.at("witnesses"), &others = other.results.at("witnesses");
  for (std::size_t i = 0; i < std::max(witnesses.size(), others.size()); ++i) {
    const Json in_one = i < witnesses.size() ? who(witnesses[i]) : Json();
    const Json in_other = i < others.size() ? who(others[i]) : Json();
    if (in_one != in_other) throw_other(one, other, "with other witnesses", in_one, in_other);
  }
}

Json sorted_causes(const Json& causes) {
  std::vector<Json> sorted(causes.begin(), causes.end());
  std::sort(sorted.begin(), sorted.end(), [](const Json& a, const Json& b) {
    return std::tuple(!a.at("known").is_null(), count_of(b), key_of(a)) <
           std::tuple(!b.at("known").is_null(), count_of(a), key_of(b));
  });
  return Json(sorted);
}

Json added_up(const Json& one, const Json& other) {
  Json sum = one;
  for (std::size_t i = 0; i < sum.at("witnesses").size(); ++i) {
    for (const char* key : kScores) {
      sum["witnesses"][i][key] =
          one.at("witnesses")[i].at(key).get<std::size_t>() + other.at("witnesses")[i].at(key).get<std::size_t>();
    }
  }
  std::map<CauseKey, Json> causes;
  for (const Json* each : {&one, &other}) {
    for (const Json& cause : each->at("causes")) add_cause(causes, cause);
  }
  Json all = Json::array();
  for (const auto& [key, cause] : causes) all.push_back(cause);
  sum["causes"] = sorted_causes(all);
  return sum;
}

Json merged_corpora(const std::vector<Source>& shards) {
  const auto in_order = by_number(shards);
  const Source& first = *in_order.begin()->second;
  Json sum = first.results;
  for (const auto& [number, source] : in_order) {
    demand_same_search(first, *source);
    const Json contents = contents_without_share(first), others = contents_without_share(*source);
    if (contents != others) throw_other(first, *source, "of a corpus with other contents", contents, others);
    if (source == &first) continue;
    sum = added_up(sum, source->results);
    sum["contents"]["decoded"] =
        sum["contents"]["decoded"].get<std::size_t>() + source->results.at("contents").at("decoded").get<std::size_t>();
  }
  if (sum.at("contents").at("decoded") != sum.at("contents").at("distinct")) {
    throw ResultsError(fmt::format("the shards have {} certificates in all, and the corpus {}: they are not its parts",
                                   shown(sum.at("contents").at("decoded")), shown(sum.at("contents").at("distinct"))));
  }
  sum.erase("shard");
  return sum;
}

}  // namespace peercert::report
