#include "subject/digests.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <stdexcept>
#include <utility>

#include "forge/pem.h"
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

}  // namespace

// Of the characters of a PEM text JSON writes the ends of lines alone in another way.
Batch::Batch(std::vector<std::string> all) : ders(std::move(all)) {
  for (const std::string& der : ders) {
    pems += pems.empty() ? "[\"" : "\",\"";
    pems += forge::certificate_to_pem(der, R"(\n)");
  }
  pems += pems.empty() ? "[]" : "\"]";
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
