#include "subject/answer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

#include "der/hex.h"
#include "suite/json_members.h"
#include "value/json_text.h"
#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::JsonMembers;
using suite::Observation;
using suite::Outcome;

// The members of an answer, with those that every answer has already asked for.
JsonMembers members_of(const Json& answer, const Question& question) {
  JsonMembers members(answer, "answer");
  (void)members.find("peercert");
  (void)members.find(question.kind);
  return members;
}

// "skip" and "error" stand in place of what was asked for.
bool read_refusal(JsonMembers& members, Outcome& outcome) {
  const auto skip = members.optional_text("skip");
  const auto error = members.optional_text("error");
  if (skip && error) throw std::runtime_error("answer: has both \"skip\" and \"error\"");
  if (!skip && !error) return false;
  outcome.kind = skip ? Outcome::Kind::kSkip : Outcome::Kind::kError;
  outcome.detail = skip ? *skip : *error;
  members.end();
  return true;
}

Observation read_observation(const Json& json, const std::string& step) {
  const Observation observation = suite::observation_from_json(json);
  if (observation.step != step) {
    throw std::runtime_error(
        fmt::format("answer: expected the observation of step \"{}\", found that of \"{}\"", step, observation.step));
  }
  return observation;
}

// What stands for one certificate of many: its observation, or why there is none.
Outcome read_one_of_all(const Json& item, const std::string& path) {
  Outcome outcome;
  if (item.is_object() && (item.contains("skip") || item.contains("error"))) {
    JsonMembers members(item, path);
    (void)read_refusal(members, outcome);
  } else {
    outcome.observations.push_back(read_observation(item, "decode"));
  }
  return outcome;
}

bool is_digest(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Decoded read_decoded(const Json& item, const std::string& path) {
  if (!item.is_string()) return {std::nullopt, read_one_of_all(item, path)};
  std::string digest = item.get<std::string>();
  if (!is_digest(digest)) {
    throw std::runtime_error(fmt::format("{}: expected 64 digits of a SHA-256, found {}", path, excerpt(digest)));
  }
  return {std::move(digest), {}};
}

std::vector<Decoded> read_digests(const std::string& line, const Question& question, std::size_t count) {
  const Json answer = parse_answer(line, question);
  JsonMembers members = members_of(answer, question);
  Outcome whole;
  if (read_refusal(members, whole)) return std::vector<Decoded>(count, {std::nullopt, whole});
  const auto items = members.items("observations");
  members.end();
  if (items.size() != count) {
    throw std::runtime_error(fmt::format("answer: expected {} observations, found {}", count, items.size()));
  }
  std::vector<Decoded> decoded;
  for (const auto& [path, item] : items) decoded.push_back(read_decoded(*item, path));
  return decoded;
}

}  // namespace

std::string excerpt(std::string_view line) {
  constexpr std::size_t kLongest = 120;
  const std::string beginning = to_literal(Bytes{std::string(line.substr(0, kLongest))});
  return line.size() <= kLongest ? beginning : fmt::format("{}... ({} bytes)", beginning, line.size());
}

Json message(const Question& question, const Json& content) {
  Json json = {{"peercert", kProtocol}, {question.kind, question.number}};
  json.update(content);
  return json;
}

Json decode_all_content(const std::vector<std::string>& ders) {
  Json all = Json::array();
  for (const std::string& der : ders) all.push_back(der::to_hex(der));
  return {{"ders", std::move(all)}};
}

std::string decode_digests_message(const Question& question, const Batch& batch) {
  return fmt::format(R"({{"peercert":{},"{}":{},"pems":{}}})", kProtocol, question.kind, question.number, batch.pems);
}

Json parse_answer(const std::string& line, const Question& question) {
  Json answer;
  try {
    answer = parse_json(line);
  } catch (const JsonTextError& error) {
    throw std::runtime_error(fmt::format("expected the answer to {} {}, found {}: {}", question.kind, question.number,
                                         error.what(), excerpt(line)));
  }
  JsonMembers members(answer, "answer");
  if (members.required("peercert") != kProtocol) {
    throw std::runtime_error(fmt::format("expected protocol {}, found {}", kProtocol, excerpt(line)));
  }
  const Json* number = members.find(question.kind);
  if (number == nullptr && members.find("error") != nullptr) {
    throw std::runtime_error(
        fmt::format("it did not understand {} {}: {}", question.kind, question.number, members.text("error")));
  }
  if (number == nullptr || *number != question.number) {
    throw std::runtime_error(
        fmt::format("expected the answer to {} {}, found {}", question.kind, question.number, excerpt(line)));
  }
  return answer;
}

suite::SubjectInfo read_start_answer(const Json& answer, const Question& question) {
  JsonMembers members = members_of(answer, question);
  if (const auto error = members.optional_text("error")) throw std::runtime_error(*error);
  const suite::SubjectInfo info = suite::subject_info_from_json(members.required("subject"));
  members.end();
  return info;
}

Outcome read_run_answer(const Json& answer, const Question& question, const suite::Scenario& scenario) {
  JsonMembers members = members_of(answer, question);
  Outcome outcome;
  if (read_refusal(members, outcome)) return outcome;
  const auto items = members.items("observations");
  members.end();
  if (items.size() != scenario.steps.size()) {
    throw std::runtime_error(
        fmt::format("answer: expected {} observations, found {}", scenario.steps.size(), items.size()));
  }
  for (const auto& [path, item] : items) {
    outcome.observations.push_back(read_observation(*item, scenario.steps[outcome.observations.size()].id));
  }
  return outcome;
}

Outcome read_decode_answer(const Json& answer, const Question& question) {
  JsonMembers members = members_of(answer, question);
  Outcome outcome;
  if (read_refusal(members, outcome)) return outcome;
  outcome.observations.push_back(read_observation(members.required("observation"), "decode"));
  members.end();
  return outcome;
}

Outcome read_decode_all_answer(const Json& answer, const Question& question, std::size_t count,
                               std::vector<Outcome>& outcomes) {
  JsonMembers members = members_of(answer, question);
  Outcome whole;
  if (read_refusal(members, whole)) return whole;
  const auto items = members.items("observations");
  members.end();
  if (items.size() != count) {
    throw std::runtime_error(fmt::format("answer: expected {} observations, found {}", count, items.size()));
  }
  for (const auto& [path, item] : items) outcomes.push_back(read_one_of_all(*item, path));
  return whole;
}

std::vector<Decoded> read_decode_digests_answer(const std::string& line, const Question& question, std::size_t count) {
  try {
    return read_digests(line, question, count);
  } catch (const std::runtime_error& error) {
    return std::vector<Decoded>(count, {std::nullopt, {Outcome::Kind::kProtocolError, {}, error.what(), 0}});
  }
}

}  // namespace peercert::subject
