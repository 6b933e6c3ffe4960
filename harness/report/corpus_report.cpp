#include "report/corpus_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/corpus_file.h"
#include "report/corpus_merge.h"
#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostShown = 10;  // of what is broken

Json places_json(const std::vector<search::Unreadable>& places) {
  Json all = Json::array();
  for (const search::Unreadable& one : places) {
    all.push_back({{"file", valid_utf8(one.file)}, {"why", valid_utf8(one.why)}});
  }
  return all;
}

Json contents_json(const search::Contents& contents) {
  Json others = Json::object();
  for (const auto& [kind, count] : contents.others) others[kind] = count;
  return {{"files", contents.files},
          {"certificates", contents.certificates},
          {"distinct", contents.distinct},
          {"decoded", contents.decoded},
          {"others", std::move(others)},
          {"unreadable_files", contents.unreadable_files},
          {"unreadable", places_json(contents.unreadable)},
          {"broken", places_json(contents.broken)}};
}

Json witness_json(const subject::Entrant& entrant, const suite::SubjectInfo& info, const search::Score& score) {
  Json json = {{"role", entrant.role},
               {"command", valid_utf8(entrant.command)},
               {"name", info.name()},
               {"tls_library", info.tls_library},
               {"dictionaries", score.dictionaries},
               {"exceptions", score.exceptions},
               {"failures", score.failures},
               {"skips", score.skips}};
  json["same"] = score.same;
  json["known"] = score.known;
  json["different"] = score.different;
  return json;
}

Json cause_json(const search::Cause& cause) {
  Json known = nullptr;
  if (cause.known != nullptr) {
    known = {{"id", cause.known->id}, {"reason", cause.known->reason}, {"reference", cause.known->reference}};
  }
  const search::Example& example = cause.example;
  return {{"witness", cause.witness},
          {"cause", valid_utf8(cause.text)},
          {"known", std::move(known)},
          {"certificates", cause.certificates},
          {"example",
           {{"file", valid_utf8(example.file)},
            {"index", example.index},
            {"number", example.number},
            {"sha256", example.sha256},
            {"difference", valid_utf8(example.difference)}}}};
}

Json made_json(const search::Made& made) {
  return {
      {"kind", made.kind}, {"seed", made.seed}, {"first", made.first}, {"count", made.count}, {"digest", made.digest}};
}

std::size_t number(const Json& json, const char* key) {
  return json.at(key).get<std::size_t>();
}

std::string text(const Json& json, const char* key) {
  return one_line(json.at(key).get<std::string>());
}

std::string counted(std::size_t count, const std::string& noun, const std::string& plural = "") {
  if (count == 1) return "1 " + noun;
  return fmt::format("{} {}", count, plural.empty() ? noun + "s" : plural);
}

std::string broken_text(const Json& broken) {
  std::string out;
  for (std::size_t i = 0; i < std::min(kMostShown, broken.size()); ++i) {
    out += fmt::format("  {}: {}\n", text(broken[i], "file"), text(broken[i], "why"));
  }
  return broken.size() <= kMostShown ? out : out + "  and others; corpus.json (--report) names more of them\n";
}

std::string contents_text(const Json& corpus) {
  const Json& contents = corpus.at("contents");
  std::vector<std::string> others;
  for (const auto& [kind, count] : contents.at("others").items()) {
    others.push_back(fmt::format("{} {}", count.get<std::size_t>(), kind));
  }
  std::string out =
      corpus.contains("made")
          ? counted(number(contents, "certificates"), "certificate") + " made\n"
          : fmt::format("{}: {}, {} of them distinct\n", counted(number(contents, "files"), "file"),
                        counted(number(contents, "certificates"), "certificate"), number(contents, "distinct"));
  if (!others.empty()) out += fmt::format("no certificate: {}\n", fmt::join(others, ", "));
  out += broken_text(contents.at("broken"));
  for (const Json& one : contents.at("unreadable")) {
    out += fmt::format("cannot be read: {}: {}\n", text(one, "file"), text(one, "why"));
  }
  const std::size_t more = number(contents, "unreadable_files") - contents.at("unreadable").size();
  return more == 0 ? out : out + fmt::format("cannot be read: {} more\n", more);
}

std::string shard_text(const Json& corpus) {
  if (!corpus.contains("shard")) return "";
  const Json& shard = corpus.at("shard");
  return fmt::format("shard {} of {}: {} decoded\n", number(shard, "number"), number(shard, "of"),
                     counted(number(corpus.at("contents"), "decoded"), "certificate"));
}

std::string witness_text(const Json& witness) {
  std::string out = fmt::format("{}: {}, {}", text(witness, "name"),
                                counted(number(witness, "dictionaries"), "dictionary", "dictionaries"),
                                counted(number(witness, "exceptions"), "exception"));
  if (number(witness, "failures") > 0) out += fmt::format(", {}", counted(number(witness, "failures"), "failure"));
  if (number(witness, "skips") > 0) out += fmt::format(", {} skipped", number(witness, "skips"));
  if (text(witness, "role") == "reference") return out + " (reference)\n";
  return out + fmt::format("; {} as the reference, {} known to differ, {} different\n", number(witness, "same"),
                           number(witness, "known"), number(witness, "different"));
}

std::string cause_text(const Json& corpus, const Json& cause) {
  const Json& example = cause.at("example");
  const Json& known = cause.at("known");
  const bool skipped = text(cause, "cause").rfind("skip: ", 0) == 0;  // counted apart, and no difference
  const char* what = skipped ? "not compared:" : known.is_null() ? "differs:" : "known:";
  std::string out =
      fmt::format("\n{} {} ({})\n", what, text(cause, "cause"), counted(number(cause, "certificates"), "certificate"));
  out += fmt::format("  {}\n", text(corpus.at("witnesses").at(number(cause, "witness")), "name"));
  if (!known.is_null()) {
    out += fmt::format("  {}: {} ({})\n", text(known, "id"), text(known, "reason"), text(known, "reference"));
  }
  const std::string difference = text(example, "difference");
  if (!difference.empty()) out += fmt::format("  {}\n", difference);
  return out + fmt::format("  {}, number {} in it, SHA-256 {}\n", text(example, "file"), number(example, "index"),
                           text(example, "sha256"));
}

std::size_t sum(const Json& corpus, const char* key) {
  std::size_t total = 0;
  for (const Json& witness : corpus.at("witnesses")) total += number(witness, key);
  return total;
}

}  // namespace

Json corpus_json(const CorpusRun& run) {
  Json witnesses = Json::array(), causes = Json::array(), paths = Json::array();
  for (std::size_t i = 0; i < run.entrants.size(); ++i) {
    witnesses.push_back(witness_json(run.entrants[i], run.found.witnesses[i], run.found.scores[i]));
  }
  for (const search::Cause& cause : run.found.causes) causes.push_back(cause_json(cause));
  for (const std::string& path : run.paths) paths.push_back(valid_utf8(path));
  Json json = {{"peercert_corpus", kCorpusVersion},
               {"version", run.version},
               {"known_digest", run.known_digest},
               {"paths", std::move(paths)}};
  if (run.made) json["made"] = made_json(*run.made);
  if (run.shard.of > 1) json["shard"] = {{"number", run.shard.number}, {"of", run.shard.of}};
  json["contents"] = contents_json(run.found.contents);
  json["witnesses"] = std::move(witnesses);
  json["causes"] = sorted_causes(causes);
  return json;
}

std::string corpus_terminal(const Json& corpus) {
  std::string out = contents_text(corpus) + shard_text(corpus);
  for (const Json& witness : corpus.at("witnesses")) out += witness_text(witness);
  for (const Json& cause : corpus.at("causes")) out += cause_text(corpus, cause);
  const std::size_t different = sum(corpus, "different"), known = sum(corpus, "known");
  const std::string differ = different == 0 ? "no difference" : counted(different, "difference");
  return out + fmt::format("{}peercert: {} x {}: {}{}\n", corpus.at("causes").empty() ? "" : "\n",
                           counted(number(corpus.at("contents"), "decoded"), "certificate"),
                           counted(corpus.at("witnesses").size() - 1, "subject"), differ,
                           known == 0 ? "" : fmt::format(", {} known", known));
}

bool corpus_has_differences(const Json& corpus) {
  return sum(corpus, "different") > 0;
}

bool corpus_was_compared(const Json& corpus) {
  const Json& witnesses = corpus.at("witnesses");
  return number(corpus.at("contents"), "unreadable_files") == 0 &&
         std::all_of(witnesses.begin(), witnesses.end(), [](const Json& witness) {
           if (text(witness, "role") == "reference") return number(witness, "skips") == 0;
           return number(witness, "same") + number(witness, "known") + number(witness, "different") > 0;
         });
}

}  // namespace peercert::report
