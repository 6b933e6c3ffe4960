#include "x509/peer_certificate.h"

#include <utility>

#include "value/fault.h"

namespace peercert {
namespace {

// to_tuple returns a tuple with what `convert` makes of each item, which it may use up.
template <typename Item, typename Convert>
Value to_tuple(std::vector<Item>&& items, const Convert& convert) {
  Tuple tuple;
  tuple.items.reserve(items.size());
  for (Item& item : items) tuple.items.push_back(convert(std::move(item)));
  return tuple;
}

Value pair(std::string type, Value value) {
  Tuple tuple;
  tuple.items.reserve(2);
  tuple.items.emplace_back(Str{std::move(type)});
  tuple.items.push_back(std::move(value));
  return tuple;
}

Value attribute_pair(Attribute attribute) {
  Value value = std::visit([](auto& any) { return Value(std::move(any)); }, attribute.value);
  return pair(std::move(attribute.type), std::move(value));
}

Value name_tuple(Name name) {
  return to_tuple(std::move(name),
                  [](RelativeDistinguishedName&& rdn) { return to_tuple(std::move(rdn), attribute_pair); });
}

Value general_name_pair(GeneralName name) {
  auto* text = std::get_if<Str>(&name.value);
  Value value = text != nullptr ? Value(std::move(*text)) : name_tuple(std::get<Name>(std::move(name.value)));
  return pair(std::move(name.type), std::move(value));
}

Value uri_tuple(std::vector<std::string> uris) {
  return to_tuple(std::move(uris), [](std::string&& uri) { return Value(Str{std::move(uri)}); });
}

}  // namespace

Value to_value(const Name& name) {
  return name_tuple(name);
}

Value to_value(PeerCertificate certificate) {
  constexpr std::size_t kKeys = 10;
  Dict dict;
  dict.entries.reserve(kKeys);
  const auto add = [&dict](const char* key, Value value) { dict.entries.push_back({Str{key}, std::move(value)}); };
  const auto add_uris = [&add](const char* key, std::optional<std::vector<std::string>>& uris) {
    if (uris) add(key, uri_tuple(*std::move(uris)));
  };
  add("subject", name_tuple(std::move(certificate.subject)));
  add("issuer", name_tuple(std::move(certificate.issuer)));
  add("version", Integer(certificate.version));
  add("serialNumber", Str{std::move(certificate.serial_number)});
  add("notBefore", Str{std::move(certificate.not_before)});
  add("notAfter", Str{std::move(certificate.not_after)});
  if (certificate.subject_alt_name) {
    add("subjectAltName", to_tuple(*std::move(certificate.subject_alt_name), general_name_pair));
  }
  if (seeded(Fault::kCaIssuersComeBeforeOcsp)) add_uris("caIssuers", certificate.ca_issuers);
  add_uris("OCSP", certificate.ocsp);
  if (!seeded(Fault::kCaIssuersComeBeforeOcsp)) add_uris("caIssuers", certificate.ca_issuers);
  add_uris("crlDistributionPoints", certificate.crl_distribution_points);
  return dict;
}

}  // namespace peercert
