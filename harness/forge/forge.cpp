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

// version [0] EXPLICIT Version DEFAULT v1
std::string encode_version(const std::variant<std::int64_t, Raw>& version) {
  if (const Raw* raw = std::get_if<Raw>(&version)) return der::explicit_tag(0, encode_raw(*raw, der::kInteger));
  const std::int64_t number = std::get<std::int64_t>(version);
  return number == kVersion1 ? "" : der::explicit_tag(0, der::integer(number - 1));
}

// extensions [3] EXPLICIT Extensions OPTIONAL, where Extensions is never empty
std::string encode_extensions(const Recipe& recipe, const KeyIdentifiers& identifiers) {
  if (recipe.frame.extensions) return encode_raw(*recipe.frame.extensions, der::context(3, true));
  if (recipe.extensions.empty()) return "";
  std::vector<std::string> parts;
  for (const Extension& extension : recipe.extensions) parts.push_back(encode_extension(extension, identifiers));
  return der::explicit_tag(3, der::sequence(parts));
}

// What is given, with the tag `usual`, or else `otherwise`.
std::string given_or(const std::optional<Raw>& given, const der::Tag& usual, const std::string& otherwise) {
  return given ? encode_raw(*given, usual) : otherwise;
}

// TBSCertificate (RFC 5280 section 4.1)
std::string encode_tbs(const Recipe& recipe, const Recipe& issuer, const Key& key, const Key& issuer_key) {
  const Frame& frame = recipe.frame;
  return der::sequence({
      encode_version(recipe.version),
      encode_serial(recipe.serial),
      given_or(frame.signature_algorithm, der::kSequence, issuer_key.signature_algorithm()),
      encode_name(recipe.name_of_issuer(issuer)),
      der::sequence({encode_time(recipe.not_before), encode_time(recipe.not_after)}),
      encode_name(recipe.subject),
      given_or(frame.public_key, der::kSequence, key.public_key_info()),
      given_or(frame.issuer_unique_id, der::context(1), ""),
      given_or(frame.subject_unique_id, der::context(2), ""),
      encode_extensions(recipe, {key.identifier(), issuer_key.identifier()}),
  });
}

// Certificate (RFC 5280 section 4.1), without its outermost header
std::string encode_content(const Frame& frame, const std::string& tbs, const Key& issuer_key) {
  const std::string inner = given_or(frame.signature_algorithm, der::kSequence, issuer_key.signature_algorithm());
  const std::string outer = given_or(frame.outer_signature_algorithm, der::kSequence, inner);
  const std::string signature =
      frame.signature ? encode_raw(*frame.signature, der::kBitString) : der::bit_string(issuer_key.sign(tbs));
  return tbs + outer + signature;
}

// X.690 8.1.3.6: a length of 0x80, and two zero octets at the end.
std::string enclose(const Frame& frame, const std::string& content) {
  if (frame.indefinite_length) return std::string("\x30\x80") + content + std::string(2, '\0') + frame.after;
  return der::header(der::kSequence, content.size(), frame.length_octets) + content + frame.after;
}

std::string content_of(const Recipe& recipe, const Recipes& recipes, const Keys& keys) {
  const Recipe& issuer = recipes.at(recipe.issuer);
  const Key issuer_key = keys.load(issuer.key);
  return encode_content(recipe.frame, encode_tbs(recipe, issuer, keys.load(recipe.key), issuer_key), issuer_key);
}

}  // namespace

std::string forge(const Recipe& recipe, const Recipes& recipes, const Keys& keys) {
  return enclose(recipe.frame, content_of(recipe, recipes, keys));
}

std::string binary_form(const Recipe& recipe, const std::string& forged) {
  const Frame& frame = recipe.frame;
  if (!frame.indefinite_length && frame.length_octets == 0) return forged.substr(0, forged.size() - frame.after.size());
  const std::size_t before = 2 + frame.length_octets;
  const std::size_t behind = frame.after.size() + (frame.indefinite_length ? 2 : 0);
  return der::element(der::kSequence, forged.substr(before, forged.size() - before - behind));
}

}  // namespace peercert::forge
