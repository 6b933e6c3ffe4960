// Seeded faults of the C++ library: mistakes that one may make here, each where it would be made. They are a test of
// the suite (`peercert audit`), and only a build with -DPEERCERT_FAULTS=ON has them: in any other, seeded() is false at
// compile time and nothing of this file is left.
//
//     if (seeded(Fault::kIpv4OctetsAreSigned)) return wrong_text;
//
// To add one: an entry in Fault and one in kFaults, in the same order, and the place where it goes wrong.
#ifndef PEERCERT_VALUE_FAULT_H
#define PEERCERT_VALUE_FAULT_H

#include <array>
#include <cstddef>
#include <string_view>

namespace peercert {

inline constexpr bool kFaultsAreBuilt = PEERCERT_FAULTS != 0;

enum class Fault {
  kNone,
  // x509
  kSerialSignIsLost,
  kNotAfterIsNotBefore,
  kAltNameOfTheIssuer,
  kAccessStopsAfterTheFirst,
  kAccessMethodIsNotLookedAt,
  kAccessTakesAnyLocation,
  kEmptyAccessIsKept,
  kFirstFullNameOnly,
  kPointWithoutNameEndsTheList,
  kPointWithoutNameIsMalformed,
  kPointForSomeReasonsIsPassedOver,
  kIssuerOfThePointCounts,
  kOtherLocationEndsTheList,
  kOtherMethodsAreDecoded,
  kMethodByItsBeginning,
  kFirstOfTwoUrlExtensionsCounts,
  kCriticalUrlsArePassedOver,
  kBytesAfterUrlsAreRefused,
  kUrlsMustBeDer,
  kSubjectInfoAccessCounts,
  kPointsComeBeforeAccess,
  kLeftOverErrorsAreRaised,
  kPublicKeyIsRead,
  kBytesAfterACertificateAreRefused,
  kIpv6GroupsAreOffByOne,
  kIpv6LosesItsLastGroup,
  kIpv4OctetsAreSigned,
  kEmailIsDns,
  kRegisteredIdIsShort,
  kLongRegisteredIdIsCut,
  kRegisteredIdFillsTheBuffer,
  kRegisteredIdWithoutTextIsEmpty,
  kLongAddressIsCut,
  kBadAltNameIsLatin1,
  kBadAltNameIsLeftOut,
  kBadDirectoryNameIsEmpty,
  kOtherNameIsMoreThanACString,
  kOtherNameHasAllItsLines,
  kOtherNameLosesItsLineEnd,
  kOtherNameIsNotCut,
  kOtherNameIsSplitAtTheLastColon,
  kFirstOfTwoAltNamesCounts,
  kCriticalAltNameIsPassedOver,
  kBytesAfterAltNamesAreRefused,
  kUrlsComeBeforeAltNames,
  kSetsAreNotLookedAt,
  kOneSetForAll,
  kLastAttributeIsForgotten,
  kAttributeTextIsRaw,
  kAttributeTextIsACString,
  kObjectTextIsCut,
  kObjectTextIsShort,
  kBadUtf8IsEmpty,
  kCaIssuersComeBeforeOcsp,
  kErrorsStayInTheQueue,
  kMalformedAltNameIsEmpty,
  kMalformedAltNameRaises,
  // tls
  kDoneWithThePeersCertificate,
  kDoneAfterTheFirstMessage,
  kDoneForEver,
  kVerifyModeOfTheConnection,
  kVerifyResultDecides,
  kPeerFlagAlone,
  kLeafFromTheChain,
  kOwnCertificateInBytes,
  kOptionalIsRequired,
  kRequiredIsOptional,
  kVerificationAlwaysSucceeds,
  kHostNameIsNotDemanded,
  kFirstTrustedOnly,
  kChainIsNotSent,
  kVerificationErrorIsPlain,
  kCount,
};

struct SeededFaultText {
  std::string_view name;
  std::string_view rule;  // of cases/rules.toml, which it breaks
  std::string_view says;
};

inline constexpr std::array<SeededFaultText, static_cast<std::size_t>(Fault::kCount)> kFaults{{
    {"", "", ""},
    {"serial_sign_is_lost", "negative_serial_number_has_a_minus", "A negative serialNumber is shown without its sign."},
    {"not_after_is_not_before", "times_are_gmt_text", "notAfter is a copy of notBefore."},
    {"alt_name_of_the_issuer", "subject_alt_name_when_present", "subjectAltName is read from issuerAltName."},
    {"access_stops_after_the_first", "ocsp_is_there", "Of several OCSP or caIssuers URLs only the first is read."},
    {"access_method_is_not_looked_at", "ca_issuers_are_there", "OCSP and caIssuers both hold the URLs of both."},
    {"access_takes_any_location", "only_uris_are_urls", "OCSP and caIssuers hold access locations that are DNS names."},
    {"empty_access_is_kept", "no_extension_no_key", "OCSP and caIssuers are there without a URL, as empty tuples."},
    {"first_full_name_only", "crl_distribution_points_are_there",
     "Of a distribution point only the first name is read."},
    {"point_without_name_ends_the_list", "distribution_points_without_a_name_are_passed_over",
     "After a distribution point without a name no other is read."},
    {"point_without_name_is_malformed", "distribution_points_without_a_name_are_passed_over",
     "A distribution point without a name costs all of them."},
    {"point_for_some_reasons_is_passed_over", "crl_distribution_points_are_there",
     "A distribution point that is for some reasons only is not read."},
    {"issuer_of_the_point_counts", "distribution_points_without_a_name_are_passed_over",
     "The name of who issues the CRL counts as where the CRL is."},
    {"other_location_ends_the_list", "only_uris_are_urls", "After a name that is no URI no other is read."},
    {"other_methods_are_decoded", "other_access_methods_are_passed_over",
     "The text of an access location is decoded before its method is looked at."},
    {"method_by_its_beginning", "other_access_methods_are_passed_over",
     "An access method that begins like the wanted one is taken for it."},
    {"first_of_two_url_extensions_counts", "extension_that_is_there_twice_is_absent",
     "Of two extensions of URLs the first is read."},
    {"critical_urls_are_passed_over", "critical_extension_is_shown", "A critical extension of URLs is not read."},
    {"bytes_after_urls_are_refused", "bytes_after_an_extension_are_passed_over",
     "An extension of URLs that something follows counts as one that cannot be read."},
    {"urls_must_be_der", "extensions_may_be_ber", "An extension of URLs that is no DER is not read."},
    {"subject_info_access_counts", "related_extensions_are_not_shown",
     "subjectInfoAccess is read where there is no authorityInfoAccess."},
    {"points_come_before_access", "first_bad_part_is_reported", "crlDistributionPoints are decoded before OCSP."},
    {"left_over_errors_are_raised", "malformed_extension_is_absent",
     "What OpenSSL has in its error queue at the end makes the call fail."},
    {"public_key_is_read", "public_key_is_not_looked_at", "A public key that cannot be read makes the call fail."},
    {"bytes_after_a_certificate_are_refused", "bytes_after_a_certificate_are_passed_over",
     "The decoder refuses a certificate that something follows."},
    {"ipv6_groups_are_off_by_one", "ip_address_text", "A group of an IPv6 address takes its first byte twice."},
    {"ipv6_loses_its_last_group", "ip_address_text", "The last group of an IPv6 address is not read."},
    {"ipv4_octets_are_signed", "ip_address_text", "An octet of an IPv4 address above 127 is negative."},
    {"email_is_dns", "general_names_by_kind", "A mail address has the kind DNS."},
    {"registered_id_is_short", "general_names_by_kind", "A registered id has its short name: CN, SHA256."},
    {"long_registered_id_is_cut", "registered_id_has_a_buffer",
     "A registered id too long for the buffer is what fits into it."},
    {"registered_id_fills_the_buffer", "registered_id_has_a_buffer",
     "The last character of a registered id of 2,047 is not a NUL."},
    {"registered_id_without_text_is_empty", "registered_id_too_long_for_text_raises",
     "The length of a registered id that OpenSSL makes no text of is not looked at."},
    {"long_address_is_cut", "address_of_another_length_is_invalid",
     "Of an address that is too long the first 4 or 16 bytes are read."},
    {"bad_alt_name_is_latin_1", "general_name_text_is_utf8", "A general name that is no UTF-8 is read as Latin-1."},
    {"bad_alt_name_is_left_out", "first_bad_part_is_reported", "A general name that cannot be read is left out."},
    {"bad_directory_name_is_empty", "directory_name_is_a_name",
     "A directory name that cannot be read is an empty tuple."},
    {"other_name_is_more_than_a_c_string", "other_name_text_is_of_c", "The text of an othername goes on after a NUL."},
    {"other_name_has_all_its_lines", "other_name_text_is_of_c", "The text of an othername goes on after a line feed."},
    {"other_name_loses_its_line_end", "other_name_text_is_of_c", "The line feed that ends an othername is not shown."},
    {"other_name_is_not_cut", "other_name_text_is_of_c", "An othername is longer than CPython's buffer."},
    {"other_name_is_split_at_the_last_colon", "other_name_is_what_openssl_prints",
     "The kind of an othername reaches up to its last colon."},
    {"first_of_two_alt_names_counts", "alt_name_there_twice_is_absent",
     "Of two subjectAltName extensions the first is read."},
    {"critical_alt_name_is_passed_over", "critical_alt_name_is_shown", "A critical subjectAltName is not read."},
    {"bytes_after_alt_names_are_refused", "bytes_after_the_alt_names_are_ignored",
     "A subjectAltName that is longer than its names counts as one that cannot be read."},
    {"urls_come_before_alt_names", "first_bad_part_is_reported", "OCSP is decoded before subjectAltName."},
    {"sets_are_not_looked_at", "rdn_is_sequence_of_pairs", "Every attribute begins a relative distinguished name."},
    {"one_set_for_all", "names_are_tuples_of_rdns", "All attributes are in one relative distinguished name."},
    {"last_attribute_is_forgotten", "names_are_tuples_of_rdns", "The last attribute of a name is not read."},
    {"attribute_text_is_raw", "text_is_unicode", "The bytes of every string type are taken for UTF-8."},
    {"attribute_text_is_a_c_string", "nul_does_not_end_text", "The value of an attribute ends at its first NUL."},
    {"object_text_is_cut", "attribute_names_are_spelled_out", "An attribute type longer than 19 characters is cut."},
    {"object_text_is_short", "attribute_types_without_a_name_are_dotted",
     "An attribute type without a name becomes UNDEF, since it is looked up by its number in OpenSSL."},
    {"bad_utf8_is_empty", "general_name_text_is_utf8", "A general name that is no UTF-8 is empty and raises nothing."},
    {"ca_issuers_come_before_ocsp", "keys_come_in_a_fixed_order", "The key caIssuers comes before OCSP."},
    {"errors_stay_in_the_queue", "no_error_is_left_behind",
     "What OpenSSL could not read stays in its error queue, and the next call fails of it."},
    {"malformed_alt_name_is_empty", "malformed_extension_is_absent",
     "A subjectAltName that cannot be decoded is there, as an empty tuple."},
    {"malformed_alt_name_raises", "malformed_extension_is_absent",
     "A subjectAltName that cannot be decoded raises ssl.SSLError."},
    {"done_with_the_peers_certificate", "handshake_not_done_raises",
     "The handshake counts as done once the peer's certificate has come."},
    {"done_after_the_first_message", "handshake_not_done_raises", "The handshake counts as done once it has begun."},
    {"done_for_ever", "fatal_alert_ends_the_handshake", "A handshake that was once done is done after an alert, too."},
    {"verify_mode_of_the_connection", "verify_mode_of_the_context_counts",
     "Whether the dictionary has contents follows the verify mode of the connection."},
    {"verify_result_decides", "not_validated_is_empty",
     "Whether the dictionary has contents follows the result of a check that nobody asked for."},
    {"peer_flag_alone", "validated_has_contents",
     "Only CERT_OPTIONAL counts as validation: its flag is compared with ==."},
    {"leaf_from_the_chain", "server_has_certificate_when_requested",
     "The certificate is the first of the peer's chain, which on a server does not hold it."},
    {"own_certificate_in_bytes", "binary_form_true_is_der",
     "binary_form gives this side's own certificate, if it has one."},
    {"optional_is_required", "no_certificate_is_none", "CERT_OPTIONAL also refuses a peer without a certificate."},
    {"required_is_optional", "missing_certificate_fails_the_handshake",
     "CERT_REQUIRED does not refuse a peer without a certificate."},
    {"verification_always_succeeds", "refused_certificate_fails_the_handshake",
     "A verification callback overrules every error."},
    {"host_name_is_not_demanded", "refused_certificate_fails_the_handshake", "check_hostname has no effect."},
    {"first_trusted_only", "validated_has_contents", "Of several trusted certificates only the first is loaded."},
    {"chain_is_not_sent", "issuer_names_the_issuer", "A certificate is presented without its intermediates."},
    {"verification_error_is_plain", "refused_certificate_fails_the_handshake",
     "A refused certificate raises ssl.SSLError and not its subclass."},
}};

// active_fault is the fault of this process. Nothing sets it in a build without faults.
inline Fault active_fault = Fault::kNone;

// fault_called returns the fault of that name; kNone for a name that no fault has.
[[nodiscard]] constexpr Fault fault_called(std::string_view name) {
  for (std::size_t i = 1; i < kFaults.size(); ++i) {
    if (kFaults[i].name == name) return static_cast<Fault>(i);
  }
  return Fault::kNone;
}

// seeded returns whether the process is to make this mistake: never, unless it was built with PEERCERT_FAULTS.
[[nodiscard]] constexpr bool seeded([[maybe_unused]] Fault fault) {
  if constexpr (kFaultsAreBuilt) return fault != Fault::kNone && active_fault == fault;
  return false;
}

}  // namespace peercert

#endif
