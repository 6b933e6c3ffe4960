#include "x509/dnsname_match.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "value/code_points.h"
#include "value/exception.h"
#include "value/fault.h"
#include "value/literal.h"
#include "value/unicode.h"
#include "x509/match_hostname_faults.h"
#include "x509/ssl_error.h"

namespace peercert {
namespace {

// str.partition('.')
struct Partition {
  std::string_view leftmost;
  bool has_rest;
  std::string_view rest;
};

Partition partition(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return {name, false, {}};
  return {name.substr(0, dot), true, name.substr(dot + 1)};
}

bool same_name(std::string_view left, std::string_view right) {
  if (seeded(Fault::kHostNameCaseCounts)) return left == right;
  if (seeded(Fault::kHostNameDotIsDropped)) return faults::without_last_dot(left) == faults::without_last_dot(right);
  if (seeded(Fault::kHostNameOfAsciiOnly)) return faults::ascii_lower(left) == faults::ascii_lower(right);
  return lower_case(left) == lower_case(right);
}

std::size_t wildcards_of(const std::vector<Value>& items) {
  return static_cast<std::size_t>(std::count(items.begin(), items.end(), Value(Str{"*"})));
}

// dn.count('*'), of whatever has a count
std::size_t wildcards_of(const Value& dn) {
  if (const auto* text = dn.get_if<Str>()) {
    return static_cast<std::size_t>(std::count(text->text.begin(), text->text.end(), '*'));
  }
  if (dn.is<Bytes>()) {
    throw PythonException::type_error("argument should be integer or bytes-like object, not 'str'");
  }
  if (const auto* tuple = dn.get_if<Tuple>()) return wildcards_of(tuple->items);
  if (const auto* list = dn.get_if<List>()) return wildcards_of(list->items);
  throw PythonException::no_attribute(dn.type_name(), "count");
}

// RFC 6125, section 6.4.3, as CPython reads it since 3.7: all of the leftmost label, or refused
void check_wildcard(const Value& dn, const Partition& parts) {
  const auto refuse = [&dn](std::string_view why) {
    throw certificate_error(fmt::format("{}: {}.", why, to_repr(dn)));
  };
  if (parts.rest.find('*') != std::string_view::npos) refuse("wildcard can only be present in the leftmost label");
  if (!parts.has_rest) refuse("sole wildcard without additional labels are not support");
  if (parts.leftmost != "*") refuse("partial wildcards in leftmost label are not supported");
}

bool wildcard_match(const Partition& pattern, std::string_view hostname) {
  const Partition host = partition(hostname);
  if (!host.has_rest) return false;
  if (host.leftmost.empty() && !seeded(Fault::kWildcardMatchesNothing)) return false;
  if (seeded(Fault::kWildcardMatchesSeveralLabels) && faults::ends_with_labels(host.rest, pattern.rest)) return true;
  return same_name(pattern.rest, host.rest);
}

// What Python passes to a C function as a char*.
const std::string& c_string(const Value& value) {
  const auto* text = value.get_if<Str>();
  if (text == nullptr) {
    const std::string_view type = value.is<None>() ? "None" : value.type_name();
    throw PythonException::type_error(fmt::format("inet_aton() argument 1 must be str, not {}", type));
  }
  const std::u32string points = code_points(text->text);
  const auto first = std::find_if(points.begin(), points.end(), is_surrogate);
  if (first != points.end()) {
    const auto end = std::find_if_not(first, points.end(), is_surrogate);
    throw PythonException::unicode_encode_error("utf-8", *text, static_cast<std::size_t>(first - points.begin()),
                                                static_cast<std::size_t>(end - points.begin()),
                                                "surrogates not allowed");
  }
  if (text->text.find('\0') != std::string::npos) throw PythonException::value_error("embedded null character");
  return text->text;
}

template <typename Address>
std::string bytes_of_address(const Address& address) {
  const auto* bytes = reinterpret_cast<const char*>(&address);
  return {bytes, sizeof(address)};
}

// inet_aton() takes shorter forms, other bases, and whatever stands behind a blank: only what comes back as it was.
std::optional<std::string> ipv4(const std::string& text, const Value& ipname) {
  in_addr address{};
  if (inet_aton(text.c_str(), &address) == 0) return std::nullopt;
  std::array<char, INET_ADDRSTRLEN> canonical{};
  static_cast<void>(inet_ntop(AF_INET, &address, canonical.data(), canonical.size()));
  if (text != canonical.data() && !seeded(Fault::kShortAddressesAreAddresses)) {
    throw PythonException::value_error(fmt::format("{} is not a quad-dotted IPv4 address.", to_repr(ipname)));
  }
  return bytes_of_address(address);
}

}  // namespace

bool dnsname_match(const Value& dn, const Str& hostname) {
  if (!dn.truth()) return false;
  const std::size_t wildcards = wildcards_of(dn);
  const auto* name = dn.get_if<Str>();
  if (wildcards == 0) {
    if (name == nullptr) throw PythonException::no_attribute(dn.type_name(), "lower");
    return same_name(name->text, hostname.text);
  }
  if (seeded(Fault::kBadWildcardIsPassedOver) && faults::is_bad_wildcard(dn, wildcards)) return false;
  if (wildcards > 1) {
    throw certificate_error(fmt::format("too many wildcards in certificate DNS name: {}.", to_repr(dn)));
  }
  if (name == nullptr) throw PythonException::no_attribute(dn.type_name(), "partition");
  const Partition parts = partition(name->text);
  if (seeded(Fault::kPartialWildcardsMatch) && faults::partial_match(name->text, hostname.text)) return true;
  check_wildcard(dn, parts);
  return wildcard_match(parts, hostname.text);
}

std::string inet_paton(const Value& ipname) {
  const std::string& text = c_string(ipname);
  if (const auto address = ipv4(text, ipname)) return *address;
  in6_addr address{};
  if (inet_pton(AF_INET6, text.c_str(), &address) == 1) return bytes_of_address(address);
  throw PythonException::value_error(fmt::format("{} is neither an IPv4 nor an IP6 address.", to_repr(ipname)));
}

bool ipaddress_match(const Value& cert_ipaddress, const std::string& host_ip) {
  if (const auto* text = cert_ipaddress.get_if<Str>()) {
    return inet_paton(Str{without_trailing_space(text->text)}) == host_ip;
  }
  if (cert_ipaddress.is<Bytes>()) return inet_paton(cert_ipaddress) == host_ip;
  throw PythonException::no_attribute(cert_ipaddress.type_name(), "rstrip");
}

}  // namespace peercert
