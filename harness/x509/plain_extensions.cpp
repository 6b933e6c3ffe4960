#include "x509/plain_extensions.h"

#include <vector>

#include "x509/extensions.h"
#include "x509/general_name.h"
#include "x509/object_identifiers.h"
#include "x509/plain.h"
#include "x509/plain_reader.h"

namespace peercert::plain {
namespace {

template <typename T>
void put(GeneralName& name, std::string_view type, const T& value) {
  name.type = type;
  name.value = value;
}

// GeneralName ::= CHOICE { ... }, RFC 5280 section 4.2.1.6; otherName, x400Address, ediPartyName and registeredID have
// texts that are OpenSSL's own
void read_general_name(const Element& element, Arena& arena, GeneralName& name) {
  switch (element.tag) {
    case context(1):
      return put(name, "email", utf8(element.content));
    case context(2):
      return put(name, "DNS", utf8(element.content));
    case context(6):
      return put(name, "URI", utf8(element.content));
    case context(7):
      return put(name, "IP Address", arena.keep(ip_address(element.content)));
    case constructed(4):
      return put(name, "DirName", read_name(element.content, arena));
    default:
      throw NotPlain();
  }
}

// A name of which only a URI matters; one that is odd might make the whole extension unreadable.
void append_uri(const Element& name, std::vector<std::string_view>& uris) {
  require(name.tag == context(1) || name.tag == context(2) || name.tag == context(6) || name.tag == context(7));
  if (name.tag == context(6)) uris.push_back(utf8(name.content));
}

// DistributionPoint ::= SEQUENCE { distributionPoint [0] { fullName [0] GeneralNames }, reasons [1] BIT STRING }; with
// a cRLIssuer [2], or a name relative to it, it is odd
void append_point(std::string_view content, std::vector<std::string_view>& uris) {
  PlainReader point(content);
  if (point.next_is(constructed(0))) {
    PlainReader names(PlainReader(point.take(constructed(0))).take_last(constructed(0)));
    while (!names.at_end()) append_uri(names.next(), uris);
  }
  if (point.next_is(context(1))) require_bits(point.take(context(1)));
  point.end();
}

}  // namespace

void note_extension(std::string_view type, std::string_view value, Extensions& extensions) {
  Extensions::Found* found = nullptr;
  if (type == kSubjectAltName) found = &extensions.subject_alt_name;
  if (type == kAuthorityInfoAccess) found = &extensions.authority_info_access;
  if (type == kCrlDistributionPoints) found = &extensions.crl_distribution_points;
  if (found == nullptr) return;
  found->twice = found->twice || found->value;
  found->value = found->twice ? std::nullopt : std::optional(value);
}

// SubjectAltName ::= GeneralNames
std::optional<Items<GeneralName>> subject_alt_name(const Extensions& extensions, Arena& arena) {
  const auto& value = extensions.subject_alt_name.value;
  if (!value) return std::nullopt;
  PlainReader names(PlainReader(arena.keep(*value)).take(kSequence));
  const std::span<GeneralName> result = arena.array<GeneralName>(names.count());
  for (GeneralName& name : result) read_general_name(names.next(), arena, name);
  return result;
}

// AuthorityInfoAccessSyntax ::= SEQUENCE OF AccessDescription
// AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
Access access(const Extensions& extensions, Arena& arena) {
  const auto& value = extensions.authority_info_access.value;
  if (!value) return {};
  std::vector<std::string_view> ocsp, ca_issuers, others;
  PlainReader descriptions(PlainReader(arena.keep(*value)).take(kSequence));
  while (!descriptions.at_end()) {
    PlainReader description(descriptions.take(kSequence));
    const std::string_view method = description.take(kOid);
    require_oid(method);
    append_uri(description.next(), method == kOcsp ? ocsp : method == kCaIssuers ? ca_issuers : others);
    description.end();
  }
  return {uris_unless_empty(ocsp, arena), uris_unless_empty(ca_issuers, arena)};
}

// CRLDistributionPoints ::= SEQUENCE OF DistributionPoint
std::optional<Uris> crl_distribution_points(const Extensions& extensions, Arena& arena) {
  const auto& value = extensions.crl_distribution_points.value;
  if (!value) return std::nullopt;
  std::vector<std::string_view> uris;
  PlainReader points(PlainReader(arena.keep(*value)).take(kSequence));
  while (!points.at_end()) append_point(points.take(kSequence), uris);
  return uris_unless_empty(uris, arena);
}

}  // namespace peercert::plain
