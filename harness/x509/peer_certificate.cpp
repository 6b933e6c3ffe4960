#include "x509/peer_certificate.h"

#include <string>
#include <tuple>
#include <utility>

#include "value/fault.h"

namespace peercert {
namespace {

Value text(std::string_view text) {
  return Str{std::string(text)};
}

// tuple_of returns a tuple with what `convert` makes of each item.
template <typename Item, typename Convert>
Value tuple_of(const Items<Item>& items, const Convert& convert) {
  Tuple tuple;
  tuple.items.reserve(items.size());
  for (const Item& item : items) tuple.items.push_back(convert(item));
  return tuple;
}

Value pair(std::string_view type, Value value) {
  Tuple tuple;
  tuple.items.reserve(2);
  tuple.items.push_back(text(type));
  tuple.items.push_back(std::move(value));
  return tuple;
}

Value attribute_value(const AttributeValue& value) {
  switch (value.type) {
    case AttributeValue::Type::kBytes:
      return Bytes{std::string(value.data)};
    case AttributeValue::Type::kNone:
      return None{};
    default:
      return text(value.data);
  }
}

Value rdn_tuple(const RelativeDistinguishedName& rdn) {
  return tuple_of(rdn,
                  [](const Attribute& attribute) { return pair(attribute.type, attribute_value(attribute.value)); });
}

Value general_name_pair(const GeneralName& name) {
  const auto* string = std::get_if<std::string_view>(&name.value);
  return pair(name.type, string != nullptr ? text(*string) : to_value(std::get<Name>(name.value)));
}

auto members(const PeerCertificate& certificate) {
  return std::tie(certificate.subject, certificate.issuer, certificate.version, certificate.serial_number,
                  certificate.not_before, certificate.not_after, certificate.subject_alt_name, certificate.ocsp,
                  certificate.ca_issuers, certificate.crl_distribution_points);
}

}  // namespace

bool operator==(const PeerCertificate& one, const PeerCertificate& other) {
  return members(one) == members(other);
}

Value to_value(const Name& name) {
  return tuple_of(name, rdn_tuple);
}

Value to_value(const PeerCertificate& certificate) {
  constexpr std::size_t kKeys = 10;
  Dict dict;
  dict.entries.reserve(kKeys);
  const auto add = [&dict](const char* key, Value value) { dict.entries.push_back({Str{key}, std::move(value)}); };
  const auto add_uris = [&add](const char* key, const std::optional<Uris>& uris) {
    if (uris) add(key, tuple_of(*uris, text));
  };
  add("subject", to_value(certificate.subject));
  add("issuer", to_value(certificate.issuer));
  add("version", Integer(certificate.version));
  add("serialNumber", text(certificate.serial_number));
  add("notBefore", text(certificate.not_before));
  add("notAfter", text(certificate.not_after));
  if (certificate.subject_alt_name) add("subjectAltName", tuple_of(*certificate.subject_alt_name, general_name_pair));
  if (seeded(Fault::kCaIssuersComeBeforeOcsp)) add_uris("caIssuers", certificate.ca_issuers);
  add_uris("OCSP", certificate.ocsp);
  if (!seeded(Fault::kCaIssuersComeBeforeOcsp)) add_uris("caIssuers", certificate.ca_issuers);
  add_uris("crlDistributionPoints", certificate.crl_distribution_points);
  return dict;
}

}  // namespace peercert
