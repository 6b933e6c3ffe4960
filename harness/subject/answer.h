// The answers of a subject process (PROTOCOL.md), checked. Every function throws std::runtime_error with what is wrong.
#ifndef PEERCERT_SUBJECT_ANSWER_H
#define PEERCERT_SUBJECT_ANSWER_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "subject/digests.h"
#include "suite/observation.h"
#include "suite/scenario.h"
#include "value/json.h"

namespace peercert::subject {

// kProtocol is the version that we speak.
inline constexpr int kProtocol = 1;

// Question is what a message was, and so what its answer must repeat: "run", 17.
struct Question {
  std::string kind;
  std::size_t number;
};

// message returns the message that asks `question`; `content` holds its other members.
[[nodiscard]] Json message(const Question& question, const Json& content);

// decode_all_content returns the other members of the message `decode_all` for these certificates.
[[nodiscard]] Json decode_all_content(const std::vector<std::string>& ders);

// decode_digests_message returns the line that asks for the digests of a batch.
[[nodiscard]] std::string decode_digests_message(const Question& question, const Batch& batch);

// parse_answer returns the answer to `question` that `line` holds.
[[nodiscard]] Json parse_answer(const std::string& line, const Question& question);

[[nodiscard]] suite::SubjectInfo read_start_answer(const Json& answer, const Question& question);

// read_run_answer demands one observation for each step of `scenario`, in its order.
[[nodiscard]] suite::Outcome read_run_answer(const Json& answer, const Question& question,
                                             const suite::Scenario& scenario);
[[nodiscard]] suite::Outcome read_decode_answer(const Json& answer, const Question& question);

// read_decode_all_answer appends `count` outcomes to `outcomes`, and returns one that has no observations, or the
// refusal of them all.
[[nodiscard]] suite::Outcome read_decode_all_answer(const Json& answer, const Question& question, std::size_t count,
                                                    std::vector<suite::Outcome>& outcomes);

// read_decode_digests_answer returns `count` of them. It does not throw: a line that is no such answer is a protocol
// error of each.
[[nodiscard]] std::vector<Decoded> read_decode_digests_answer(const std::string& line, const Question& question,
                                                              std::size_t count);

// excerpt returns the beginning of `line` as a Python bytes literal, for messages.
[[nodiscard]] std::string excerpt(std::string_view line);

}  // namespace peercert::subject

#endif
