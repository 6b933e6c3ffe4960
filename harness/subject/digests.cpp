#include "subject/digests.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "forge/pem.h"
#include "subject/answer.h"
#include "suite/digest.h"
#include "suite/json_members.h"
#include "value/pickle.h"

namespace peercert::subject {
namespace {

std::string der_of(const std::string& pem, std::size_t index) {
  static const std::string kOfNothing = forge::certificate_to_pem("");
  if (pem == kOfNothing) return "";
  auto der = forge::certificate_from_pem(pem);
  if (!der) {
    throw std::runtime_error(
        fmt::format("message/pems/{}: expected one certificate in PEM, in lines of 64 characters", index));
  }
  return *std::move(der);
}

// Of the characters of a PEM text JSON writes the ends of lines alone in another way.
constexpr std::string_view kLineEnd = R"(\n)";

// Takes `text` away from the beginning of `line`, if it is there.
bool take(std::string_view& line, std::string_view text) {
  const bool there = line.starts_with(text);
  if (there) line.remove_prefix(text.size());
  return there;
}

// JSON has no leading zeros.
bool take_number(std::string_view& line, std::size_t& number) {
  if (line.starts_with('0')) return false;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  return error == std::errc();
}

}  // namespace

Batch::Batch(std::vector<std::string> all) : ders(std::move(all)) {
  for (const std::string& der : ders) {
    pems += pems.empty() ? "[\"" : "\",\"";
    pems += forge::certificate_to_pem(der, kLineEnd);
  }
  pems += pems.empty() ? "[]" : "\"]";
}

std::optional<BatchMessage> read_batch_message(std::string_view line) {
  static const std::string kBeginning = fmt::format(R"({{"peercert":{},"decode_digests":)", kProtocol);
  BatchMessage message;
  if (!take(line, kBeginning) || !take_number(line, message.number) || !take(line, R"(,"pems":[)")) return std::nullopt;
  do {
    if (!take(line, "\"")) return std::nullopt;
    const std::string_view text = line.substr(0, line.find('"'));
    auto der = forge::certificate_from_pem(text, kLineEnd);
    if (!der) return std::nullopt;
    message.ders.push_back(*std::move(der));
    line.remove_prefix(text.size());
    if (!take(line, "\"")) return std::nullopt;
  } while (take(line, ","));
  if (line != "]}") return std::nullopt;
  return message;
}

std::optional<std::string> digest_of(const Value& value) {
  const auto bytes = pickled(value);
  if (!bytes) return std::nullopt;
  return suite::sha256_hex(*bytes);
}

std::optional<std::string> digest_of(const suite::Observation& observation) {
  if (!observation.value || !observation.warnings.empty()) return std::nullopt;
  return digest_of(*observation.value);
}

std::vector<std::string> ders_of(const Json& pems) {
  if (!pems.is_array()) throw std::runtime_error("message/pems: expected a list, found " + suite::json_excerpt(pems));
  std::vector<std::string> ders;
  for (const Json& pem : pems) {
    ders.push_back(der_of(suite::text_at(pem, fmt::format("message/pems/{}", ders.size())), ders.size()));
  }
  return ders;
}

}  // namespace peercert::subject
