#include "x509/extensions.h"

#include "value/fault.h"
#include "x509/extension_faults.h"
#include "x509/general_name.h"
#include "x509/openssl.h"
#include "x509/utf8.h"

namespace peercert {
namespace {

// extension returns the decoded extension `nid`; an empty owner when it is absent, malformed or there twice.
template <typename Owner>
Owner extension(const ExtensionStack* extensions, int nid, int* place = nullptr) {
  return Owner(static_cast<typename Owner::pointer>(X509V3_get_d2i(extensions, nid, nullptr, place)));
}

// url_extension is extension(), with the faults of those that hold URLs; `encode` is the i2d of what it returns.
template <typename Owner, typename Encode>
Owner url_extension(const ExtensionStack* extensions, int nid, Encode encode) {
  int first = -1;
  int* place = seeded(Fault::kFirstOfTwoUrlExtensionsCounts) ? &first : nullptr;
  Owner found = extension<Owner>(extensions, nid, place);
  const auto encoded = [&found, encode](unsigned char** end) { return encode(found.get(), end); };
  if (kFaultsAreBuilt && found != nullptr && faults::are_passed_over(extensions, nid, encoded)) return nullptr;
  return found;
}

// append_uri adds the text of a uniformResourceIdentifier [6]; other general names are passed over.
void append_uri(const GENERAL_NAME* name, std::vector<std::string_view>& uris, Arena& arena) {
  const bool taken = name->type == GEN_URI || (seeded(Fault::kAccessTakesAnyLocation) && name->type == GEN_DNS);
  if (taken) uris.push_back(arena.keep(decode_utf8(bytes_of(name->d.uniformResourceIdentifier))));
}

bool is_method(const ASN1_OBJECT* object, int method) {
  if (seeded(Fault::kMethodByItsBeginning)) return faults::begins_with(object, method);
  return OBJ_obj2nid(object) == method;
}

// DistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName OPTIONAL, reasons [1], cRLIssuer [2] }
// DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RelativeDistinguishedName }
void append_distribution_point(const DIST_POINT* point, std::vector<std::string_view>& uris, Arena& arena) {
  constexpr int kFullName = 0;
  // without distributionPoint: nothing to add, and nothing to follow (CVE-2019-5010)
  if (point->distpoint == nullptr || point->distpoint->type != kFullName) return;
  const GENERAL_NAMES* names = point->distpoint->name.fullname;
  if (seeded(Fault::kPointForSomeReasonsIsPassedOver) && point->reasons != nullptr) return;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    append_uri(name, uris, arena);
    if (seeded(Fault::kFirstFullNameOnly)) return;
    if (seeded(Fault::kOtherLocationEndsTheList) && name->type != GEN_URI) return;
  }
}

}  // namespace

// SubjectAltName ::= GeneralNames; CPython's _get_peer_alt_names
std::optional<Items<GeneralName>> openssl_subject_alt_name(const ExtensionStack* extensions, Arena& arena) {
  const int nid = seeded(Fault::kAltNameOfTheIssuer) ? NID_issuer_alt_name : NID_subject_alt_name;
  int first = -1;
  int* place = seeded(Fault::kFirstOfTwoAltNamesCounts) ? &first : nullptr;
  const auto names = extension<GeneralNamesOwner>(extensions, nid, place);
  if (kFaultsAreBuilt && names == nullptr) return faults::without_alt_names(extensions);
  if (names == nullptr) return std::nullopt;
  if (kFaultsAreBuilt && faults::is_passed_over(extensions, names.get())) return std::nullopt;
  return decode_general_names(names.get(), arena);
}

// AuthorityInfoAccessSyntax ::= SEQUENCE SIZE (1..MAX) OF AccessDescription; CPython's _get_aia_uri
// AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
std::optional<Uris> openssl_access(const ExtensionStack* extensions, int method, Arena& arena) {
  auto access = url_extension<AccessDescriptionsOwner>(extensions, NID_info_access, i2d_AUTHORITY_INFO_ACCESS);
  if (seeded(Fault::kSubjectInfoAccessCounts) && access == nullptr) {
    access = extension<AccessDescriptionsOwner>(extensions, NID_sinfo_access);
  }
  std::vector<std::string_view> uris;
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const ACCESS_DESCRIPTION* description = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    if (seeded(Fault::kOtherMethodsAreDecoded)) faults::decode_others(description, append_uri, arena);
    if (seeded(Fault::kAccessMethodIsNotLookedAt) || is_method(description->method, method)) {
      append_uri(description->location, uris, arena);
    }
    if (seeded(Fault::kOtherLocationEndsTheList) && description->location->type != GEN_URI) break;
    if (seeded(Fault::kAccessStopsAfterTheFirst) && !uris.empty()) break;
  }
  if (seeded(Fault::kEmptyAccessIsKept)) return arena.keep(uris);
  return uris_unless_empty(uris, arena);
}

// CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint; CPython's _get_crl_dp
std::optional<Uris> openssl_crl_distribution_points(const ExtensionStack* extensions, Arena& arena) {
  const auto points =
      url_extension<DistributionPointsOwner>(extensions, NID_crl_distribution_points, i2d_CRL_DIST_POINTS);
  std::vector<std::string_view> uris;
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
    if (seeded(Fault::kPointWithoutNameEndsTheList) && point->distpoint == nullptr) break;
    if (seeded(Fault::kPointWithoutNameIsMalformed) && point->distpoint == nullptr) return std::nullopt;
    append_distribution_point(point, uris, arena);
    if (seeded(Fault::kIssuerOfThePointCounts)) faults::append_issuer(point, append_uri, uris, arena);
  }
  return uris_unless_empty(uris, arena);
}

}  // namespace peercert
