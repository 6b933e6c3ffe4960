// Many certificates in one message, and digests of what they give (the message decode_digests of PROTOCOL.md): what a
// corpus needs of a subject where everybody says the same, at as little cost as possible.
#ifndef PEERCERT_SUBJECT_DIGESTS_H
#define PEERCERT_SUBJECT_DIGESTS_H

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/observation.h"
#include "value/json.h"

namespace peercert::subject {

// Batch is certificates, and the text of the member `pems` that holds them: made once, whoever is asked.
struct Batch {
  explicit Batch(std::vector<std::string> all);

  std::vector<std::string> ders;
  std::string pems;
};

// Decoded is what one certificate of a batch gave: the digest of a value, without any warning, or the outcome.
struct Decoded {
  std::optional<std::string> digest = {};
  suite::Outcome outcome = {};
};

// ReadDecoded reads the answer to a batch, one Decoded for each certificate. It needs the subject no more, which may be
// at work on the next batch.
using ReadDecoded = std::function<std::vector<Decoded>()>;

// digest_of returns the SHA-256 of the value as pickled() writes it, in lower-case hexadecimal; nullopt for one that
// is not written, for an exception, and where there were warnings.
[[nodiscard]] std::optional<std::string> digest_of(const Value& value);
[[nodiscard]] std::optional<std::string> digest_of(const suite::Observation& observation);

// BatchMessage is the message decode_digests, read.
struct BatchMessage {
  std::size_t number;
  std::vector<std::string> ders;
};

// read_batch_message reads the message exactly as decode_digests_message (answer.h) writes it, many times as quickly as
// any JSON can be read. Returns nullopt for every other text, which may be a good message all the same.
[[nodiscard]] std::optional<BatchMessage> read_batch_message(std::string_view line);

// ders_of returns what the member `pems` of a message holds. Throws std::runtime_error, naming the one, for what is not
// the text of one certificate as we write it.
[[nodiscard]] std::vector<std::string> ders_of(const Json& pems);

}  // namespace peercert::subject

#endif
