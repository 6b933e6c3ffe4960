#include "x509/match_hostname.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "value/code_points.h"
#include "value/exception.h"
#include "value/fault.h"
#include "value/literal.h"
#include "x509/dnsname_match.h"
#include "x509/ssl_error.h"

namespace peercert {
namespace {

std::vector<Value> characters(const Str& text) {
  std::vector<Value> items;
  for (const char32_t point : code_points(text.text)) {
    Str character;
    append_code_point(character.text, point);
    items.emplace_back(std::move(character));
  }
  return items;
}

// What `for item in value` gives; nullopt for what cannot be iterated over.
std::optional<std::vector<Value>> items_of(const Value& value) {
  if (const auto* tuple = value.get_if<Tuple>()) return tuple->items;
  if (const auto* list = value.get_if<List>()) return list->items;
  if (const auto* text = value.get_if<Str>()) return characters(*text);
  std::vector<Value> items;
  if (const auto* bytes = value.get_if<Bytes>()) {
    for (const char octet : bytes->data) items.emplace_back(Integer(static_cast<unsigned char>(octet)));
    return items;
  }
  if (const auto* dict = value.get_if<Dict>()) {
    for (const DictEntry& entry : dict->entries) items.push_back(entry.key);
    return items;
  }
  return std::nullopt;
}

std::vector<Value> iterate(const Value& value) {
  if (auto items = items_of(value)) return *std::move(items);
  throw PythonException::type_error(fmt::format("'{}' object is not iterable", value.type_name()));
}

struct Pair {
  Value key, value;
};

// key, value = item
Pair unpack(const Value& item) {
  const auto items = items_of(item);
  if (!items) {
    throw PythonException::type_error(fmt::format("cannot unpack non-iterable {} object", item.type_name()));
  }
  if (items->size() > 2) throw PythonException::value_error("too many values to unpack (expected 2)");
  if (items->size() < 2) {
    throw PythonException::value_error(fmt::format("not enough values to unpack (expected 2, got {})", items->size()));
  }
  return {(*items)[0], (*items)[1]};
}

// certificate.get(key, ())
Value get(const Value& certificate, std::string_view key) {
  const auto* dict = certificate.get_if<Dict>();
  if (dict == nullptr) {
    throw PythonException::no_attribute(certificate.type_name(), "get");
  }
  const Value* found = dict->find(key);
  return found == nullptr ? Value(Tuple{}) : *found;
}

bool is(const Value& key, std::string_view name) {
  const auto* text = key.get_if<Str>();
  return text != nullptr && text->text == name;
}

std::optional<std::string> address_of(const Value& hostname) {
  try {
    return inet_paton(hostname);
  } catch (const PythonException& error) {
    if (error.raised().caught_by("ValueError")) return std::nullopt;  // no address, as most names are
    throw;
  }
}

PythonException mismatch(const Str& hostname, const std::vector<Value>& dnsnames) {
  if (dnsnames.empty()) return certificate_error("no appropriate commonName or subjectAltName fields were found");
  std::string names;
  for (const Value& name : dnsnames) names += (names.empty() ? "" : ", ") + to_repr(name);
  return certificate_error(
      fmt::format("hostname {} doesn't match {}{}", to_repr(hostname), dnsnames.size() > 1 ? "either of " : "", names));
}

// Matching is one call, with the names that it has looked at so far.
class Matching {
 public:
  explicit Matching(const Value& hostname)
      : host_ip_(address_of(hostname)), hostname_(*hostname.get_if<Str>()) {}  // another type has raised

  [[nodiscard]] bool alternative_names(const Value& certificate) {
    for (const Value& item : iterate(get(certificate, "subjectAltName"))) {
      if (matches(unpack(item))) return true;
    }
    return false;
  }

  // RFC 2818, section 3.1: the common names count when there is no name of the kinds above
  [[nodiscard]] bool common_names(const Value& certificate) {
    if (!dnsnames_.empty() && !seeded(Fault::kCommonNameAlwaysCounts)) return false;
    if (seeded(Fault::kCommonNameNeverCounts)) return false;
    for (const Value& rdn : iterate(get(certificate, "subject"))) {
      for (const Value& item : iterate(rdn)) {
        const auto [key, value] = unpack(item);
        if (!is(key, "commonName")) continue;
        if (seeded(Fault::kFirstCommonNameCounts) && !dnsnames_.empty()) continue;
        if (dnsname_match(value, hostname_)) return true;
        dnsnames_.push_back(value);
      }
    }
    return false;
  }

  [[nodiscard]] PythonException failure() const { return mismatch(hostname_, dnsnames_); }

 private:
  bool matches(const Pair& name) {
    const bool dns = is(name.key, "DNS") || (seeded(Fault::kUriIsAHostName) && is(name.key, "URI"));
    if (!dns && !is(name.key, "IP Address")) return false;
    const bool compared = dns == !host_ip_ || (dns && seeded(Fault::kAddressesMatchNames));
    if (compared && (dns ? dnsname_match(name.value, hostname_) : ipaddress_match(name.value, *host_ip_))) return true;
    dnsnames_.push_back(name.value);
    return false;
  }

  std::optional<std::string> host_ip_;
  const Str& hostname_;
  std::vector<Value> dnsnames_;
};

}  // namespace

void match_hostname(const Value& certificate, const Value& hostname) {
  if (!certificate.truth()) {
    if (seeded(Fault::kEmptyCertificateMatches)) return;
    throw PythonException::value_error(
        "empty or no certificate, match_hostname needs a SSL socket or SSL context with either CERT_OPTIONAL or "
        "CERT_REQUIRED");
  }
  Matching matching(hostname);
  if (matching.alternative_names(certificate) || matching.common_names(certificate)) return;
  throw matching.failure();
}

void match_hostname(const PeerCertificate& certificate, const Value& hostname) {
  match_hostname(to_value(certificate), hostname);
}

}  // namespace peercert
