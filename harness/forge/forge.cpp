#include "forge/forge.h"

#include "forge/encode.h"

namespace peercert::forge {
namespace {

constexpr std::int64_t kVersion1 = 1;
constexpr int kFirstYearBeyondUtcTime = 2050;

std::string encode_serial(const std::variant<std::string, Raw>& serial) {
  if (const Raw* raw = std::get_if<Raw>(&serial)) return encode_raw(*raw, der::kInteger);
  return der::unsigned_integer(std::get<std::string>(serial));
}

// RFC 5280 section 4.1.2.5: UTCTime from 1950 through 2049, GeneralizedTime for everything else.
std::string encode_time(const std::variant<der::Time, Raw>& time) {
  if (const Raw* raw = std::get_if<Raw>(&time)) return encode_raw(*raw, der::kUtcTime);
  const der::Time& moment = std::get<der::Time>(time);
  const bool in_range = moment.year >= 1950 && moment.year < kFirstYearBeyondUtcTime;
  return in_range ? der::utc_time(moment) : der::generalized_time(moment);
}

std::string encode_extensions(const Recipe& recipe, const KeyIdentifiers& identifiers) {
  std::vector<std::string> parts;
  for (const Extension& extension : recipe.extensions) parts.push_back(encode_extension(extension, identifiers));
  return der::sequence(parts);
}

// TBSCertificate (RFC 5280 section 4.1)
std::string encode_tbs(const Recipe& recipe, const Recipe& issuer, const Key& key, const Key& issuer_key) {
  std::vector<std::string> parts;
  // version [0] EXPLICIT Version DEFAULT v1
  if (recipe.version != kVersion1) parts.push_back(der::explicit_tag(0, der::integer(recipe.version - 1)));
  parts.push_back(encode_serial(recipe.serial));
  parts.push_back(issuer_key.signature_algorithm());
  parts.push_back(encode_name(issuer.subject));
  parts.push_back(der::sequence({encode_time(recipe.not_before), encode_time(recipe.not_after)}));
  parts.push_back(encode_name(recipe.subject));
  parts.push_back(key.public_key_info());
  // extensions [3] EXPLICIT Extensions OPTIONAL, where Extensions is never empty
  if (!recipe.extensions.empty()) {
    parts.push_back(der::explicit_tag(3, encode_extensions(recipe, {key.identifier(), issuer_key.identifier()})));
  }
  return der::sequence(parts);
}

}  // namespace

std::string forge(const Recipe& recipe, const Recipes& recipes, const Keys& keys) {
  const Recipe& issuer = recipes.at(recipe.issuer);
  const Key issuer_key = keys.load(issuer.key);
  const std::string tbs = encode_tbs(recipe, issuer, keys.load(recipe.key), issuer_key);
  return der::sequence({tbs, issuer_key.signature_algorithm(), der::bit_string(issuer_key.sign(tbs))});
}

}  // namespace peercert::forge
