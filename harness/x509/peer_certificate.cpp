#include "x509/peer_certificate.h"

#include <utility>

#include "value/fault.h"

namespace peercert {
namespace {

// to_tuple returns a tuple with what `convert` makes of each item.
template <typename Item, typename Convert>
Value to_tuple(const std::vector<Item>& items, const Convert& convert) {
  Tuple tuple;
  for (const Item& item : items) tuple.items.push_back(convert(item));
  return tuple;
}

Value pair(const std::string& type, Value value) {
  return Tuple{{Str{type}, std::move(value)}};
}

Value attribute_pair(const Attribute& attribute) {
  return pair(attribute.type, std::visit([](const auto& value) { return Value(value); }, attribute.value));
}

Value to_value(const GeneralName& name) {
  if (const auto* text = std::get_if<Str>(&name.value)) return pair(name.type, *text);
  return pair(name.type, peercert::to_value(std::get<Name>(name.value)));
}

}  // namespace

Value to_value(const Name& name) {
  return to_tuple(name, [](const RelativeDistinguishedName& rdn) { return to_tuple(rdn, attribute_pair); });
}

Value to_value(const PeerCertificate& certificate) {
  Dict dict;
  const auto add = [&](const char* key, Value value) { dict.entries.push_back({Str{key}, std::move(value)}); };
  const auto add_uris = [&](const char* key, const std::optional<std::vector<std::string>>& uris) {
    if (uris) add(key, to_tuple(*uris, [](const std::string& uri) { return Value(Str{uri}); }));
  };
  add("subject", to_value(certificate.subject));
  add("issuer", to_value(certificate.issuer));
  add("version", Integer(certificate.version));
  add("serialNumber", Str{certificate.serial_number});
  add("notBefore", Str{certificate.not_before});
  add("notAfter", Str{certificate.not_after});
  if (certificate.subject_alt_name) {
    add("subjectAltName",
        to_tuple(*certificate.subject_alt_name, [](const GeneralName& name) { return to_value(name); }));
  }
  if (seeded(Fault::kCaIssuersComeBeforeOcsp)) add_uris("caIssuers", certificate.ca_issuers);
  add_uris("OCSP", certificate.ocsp);
  if (!seeded(Fault::kCaIssuersComeBeforeOcsp)) add_uris("caIssuers", certificate.ca_issuers);
  add_uris("crlDistributionPoints", certificate.crl_distribution_points);
  return dict;
}

}  // namespace peercert
