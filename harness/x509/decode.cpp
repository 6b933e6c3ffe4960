#include "x509/decode.h"

#include <string_view>
#include <utility>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/error_queue.h"
#include "x509/extension_faults.h"
#include "x509/general_name.h"
#include "x509/name.h"
#include "x509/openssl.h"
#include "x509/ssl_error.h"
#include "x509/utf8.h"

namespace peercert {
namespace {

using Uris = std::vector<std::string>;

// extension returns the decoded extension `nid`; an empty owner when it is absent, malformed or there twice.
template <typename Owner>
Owner extension(const X509* certificate, int nid, int* place = nullptr) {
  return Owner(static_cast<typename Owner::pointer>(X509_get_ext_d2i(certificate, nid, nullptr, place)));
}

std::optional<Uris> unless_empty(Uris uris) {
  if (uris.empty()) return std::nullopt;
  return uris;
}

// Version ::= INTEGER { v1(0), v2(1), v3(2) }: one more than what is written, wrapping around as CPython's does
std::int64_t decode_version(const X509* certificate) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(X509_get_version(certificate)) + 1);
}

// CertificateSerialNumber ::= INTEGER: the first line that OpenSSL prints; it breaks after 35 bytes, with a backslash
std::string decode_serial_number(const X509* certificate) {
  std::string text = printed([&](BIO* bio) { i2a_ASN1_INTEGER(bio, X509_get0_serialNumber(certificate)); });
  if (seeded(Fault::kSerialSignIsLost) && text[0] == '-') text.erase(0, 1);
  const std::size_t line_end = text.find('\n');
  return line_end == std::string::npos ? text : text.substr(0, line_end + 1);
}

// Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }: "Bad time value" when it is no date
std::string decode_time(const ASN1_TIME* time) {
  return printed([&](BIO* bio) { ASN1_TIME_print(bio, time); });
}

// SubjectAltName ::= GeneralNames; CPython's _get_peer_alt_names
std::optional<std::vector<GeneralName>> decode_subject_alt_name(const X509* certificate) {
  const int nid = seeded(Fault::kAltNameOfTheIssuer) ? NID_issuer_alt_name : NID_subject_alt_name;
  int first = -1;
  int* place = seeded(Fault::kFirstOfTwoAltNamesCounts) ? &first : nullptr;
  const auto names = extension<GeneralNamesOwner>(certificate, nid, place);
  if (kFaultsAreBuilt && names == nullptr) return faults::without_alt_names(certificate);
  if (names == nullptr) return std::nullopt;
  if (kFaultsAreBuilt && faults::is_passed_over(certificate, names.get())) return std::nullopt;
  return decode_general_names(names.get());
}

// url_extension is extension(), with the faults of those that hold URLs; `encode` is the i2d of what it returns.
template <typename Owner, typename Encode>
Owner url_extension(const X509* certificate, int nid, Encode encode) {
  int first = -1;
  int* place = seeded(Fault::kFirstOfTwoUrlExtensionsCounts) ? &first : nullptr;
  Owner found(static_cast<typename Owner::pointer>(X509_get_ext_d2i(certificate, nid, nullptr, place)));
  const auto encoded = [&found, encode](unsigned char** end) { return encode(found.get(), end); };
  if (kFaultsAreBuilt && found != nullptr && faults::are_passed_over(certificate, nid, encoded)) return nullptr;
  return found;
}

// append_uri adds the text of a uniformResourceIdentifier [6]; other general names are passed over.
void append_uri(const GENERAL_NAME* name, Uris& uris) {
  const bool taken = name->type == GEN_URI || (seeded(Fault::kAccessTakesAnyLocation) && name->type == GEN_DNS);
  if (taken) uris.push_back(decode_utf8(bytes_of(name->d.uniformResourceIdentifier)));
}

bool is_method(const ASN1_OBJECT* object, int method) {
  if (seeded(Fault::kMethodByItsBeginning)) return faults::begins_with(object, method);
  return OBJ_obj2nid(object) == method;
}

// AuthorityInfoAccessSyntax ::= SEQUENCE SIZE (1..MAX) OF AccessDescription; CPython's _get_aia_uri
// AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
std::optional<Uris> decode_access(const X509* certificate, int method) {
  auto access = url_extension<AccessDescriptionsOwner>(certificate, NID_info_access, i2d_AUTHORITY_INFO_ACCESS);
  if (seeded(Fault::kSubjectInfoAccessCounts) && access == nullptr) {
    access = extension<AccessDescriptionsOwner>(certificate, NID_sinfo_access);
  }
  Uris uris;
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const ACCESS_DESCRIPTION* description = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    if (Uris all; seeded(Fault::kOtherMethodsAreDecoded)) append_uri(description->location, all);
    if (seeded(Fault::kAccessMethodIsNotLookedAt) || is_method(description->method, method)) {
      append_uri(description->location, uris);
    }
    if (seeded(Fault::kOtherLocationEndsTheList) && description->location->type != GEN_URI) break;
    if (seeded(Fault::kAccessStopsAfterTheFirst) && !uris.empty()) break;
  }
  if (seeded(Fault::kEmptyAccessIsKept)) return uris;
  return unless_empty(std::move(uris));
}

// DistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName OPTIONAL, reasons [1], cRLIssuer [2] }
// DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RelativeDistinguishedName }
void append_distribution_point(const DIST_POINT* point, Uris& uris) {
  constexpr int kFullName = 0;
  // without distributionPoint: nothing to add, and nothing to follow (CVE-2019-5010)
  if (point->distpoint == nullptr || point->distpoint->type != kFullName) return;
  const GENERAL_NAMES* names = point->distpoint->name.fullname;
  if (seeded(Fault::kPointForSomeReasonsIsPassedOver) && point->reasons != nullptr) return;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    append_uri(name, uris);
    if (seeded(Fault::kFirstFullNameOnly)) return;
    if (seeded(Fault::kOtherLocationEndsTheList) && name->type != GEN_URI) return;
  }
}

// CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint; CPython's _get_crl_dp
std::optional<Uris> decode_crl_distribution_points(const X509* certificate) {
  const auto points =
      url_extension<DistributionPointsOwner>(certificate, NID_crl_distribution_points, i2d_CRL_DIST_POINTS);
  Uris uris;
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
    if (seeded(Fault::kPointWithoutNameEndsTheList) && point->distpoint == nullptr) break;
    if (seeded(Fault::kPointWithoutNameIsMalformed) && point->distpoint == nullptr) return std::nullopt;
    append_distribution_point(point, uris);
    if (seeded(Fault::kIssuerOfThePointCounts)) faults::append_issuer(point, append_uri, uris);
  }
  return unless_empty(std::move(uris));
}

}  // namespace

// The members in this order: the first that cannot be decoded is the one that is reported.
PeerCertificate decode_certificate(X509* certificate) {
  const PreservedErrorQueue preserved;
  PeerCertificate result;
  result.subject = decode_name(X509_get_subject_name(certificate));
  result.issuer = decode_name(X509_get_issuer_name(certificate));
  result.version = decode_version(certificate);
  result.serial_number = decode_serial_number(certificate);
  result.not_before = decode_time(X509_get0_notBefore(certificate));
  result.not_after = decode_time(X509_get0_notAfter(certificate));
  if (seeded(Fault::kNotAfterIsNotBefore)) result.not_after = result.not_before;
  if (seeded(Fault::kUrlsComeBeforeAltNames)) result.ocsp = decode_access(certificate, NID_ad_OCSP);
  result.subject_alt_name = decode_subject_alt_name(certificate);
  if (seeded(Fault::kPointsComeBeforeAccess)) {
    result.crl_distribution_points = decode_crl_distribution_points(certificate);
  }
  result.ocsp = decode_access(certificate, NID_ad_OCSP);
  result.ca_issuers = decode_access(certificate, NID_ad_ca_issuers);
  result.crl_distribution_points = decode_crl_distribution_points(certificate);
  if (seeded(Fault::kLeftOverErrorsAreRaised) && ERR_peek_error() != 0) throw ssl_error("unknown error");
  if (seeded(Fault::kPublicKeyIsRead) && X509_get0_pubkey(certificate) == nullptr) throw ssl_error("unknown error");
  return result;
}

PeerCertificate decode_certificate(std::string_view der) {
  const PreservedErrorQueue preserved;
  const auto* data = reinterpret_cast<const unsigned char*>(der.data());
  const X509Owner certificate(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
  const auto* end = reinterpret_cast<const unsigned char*>(der.data()) + der.size();
  if (certificate == nullptr || (seeded(Fault::kBytesAfterACertificateAreRefused) && data != end)) {
    throw ssl_error("Error decoding PEM-encoded file");
  }
  return decode_certificate(certificate.get());
}

}  // namespace peercert
