#include "x509/decode.h"

#include <openssl/err.h>

#include <string_view>
#include <utility>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/error_queue.h"
#include "x509/extensions.h"
#include "x509/name.h"
#include "x509/openssl.h"
#include "x509/plain.h"
#include "x509/plain_certificate.h"
#include "x509/plain_extensions.h"
#include "x509/ssl_error.h"

namespace peercert {
namespace {

// plain_or returns what `plain` reads or, where that is not plain or not wanted, what `openssl` reads. The seeded
// faults are faults of what OpenSSL reads, so a build with them reads nothing else.
template <typename Plain, typename OpenSsl>
auto plain_or(bool wanted, const Plain& plain, const OpenSsl& openssl) -> decltype(plain()) {
  if (!wanted || kFaultsAreBuilt) return openssl();
  try {
    return plain();
  } catch (const plain::NotPlain&) {
    return openssl();
  }
}

// Decoder decodes one certificate, each field from its bytes where they are plain, and by OpenSSL where they are not.
class Decoder {
 public:
  Decoder(X509* certificate, bool plain) : certificate_(certificate), plain_(plain) {}

  // The members in this order: the first that cannot be decoded is the one that is reported.
  PeerCertificate decode() {
    PeerCertificate result;
    result.subject = name(X509_get_subject_name(certificate_));
    result.issuer = name(X509_get_issuer_name(certificate_));
    result.version = version();
    result.serial_number = serial_number();
    result.not_before = time(X509_get0_notBefore(certificate_));
    result.not_after = time(X509_get0_notAfter(certificate_));
    if (seeded(Fault::kNotAfterIsNotBefore)) result.not_after = result.not_before;
    const plain::Extensions found = extensions();
    if (seeded(Fault::kUrlsComeBeforeAltNames)) access(found);
    result.subject_alt_name = subject_alt_name(found);
    if (seeded(Fault::kPointsComeBeforeAccess)) crl_distribution_points(found);
    plain::Access uris = access(found);
    result.ocsp = std::move(uris.ocsp);
    result.ca_issuers = std::move(uris.ca_issuers);
    result.crl_distribution_points = crl_distribution_points(found);
    if (seeded(Fault::kLeftOverErrorsAreRaised) && ERR_peek_error() != 0) throw ssl_error("unknown error");
    if (seeded(Fault::kPublicKeyIsRead) && X509_get0_pubkey(certificate_) == nullptr) throw ssl_error("unknown error");
    return result;
  }

 private:
  [[nodiscard]] Name name(const X509_NAME* name) const {
    const auto plain = [name] {
      const unsigned char* der = nullptr;
      std::size_t length = 0;
      plain::require(X509_NAME_get0_der(name, &der, &length) == 1);
      return plain::read_name({reinterpret_cast<const char*>(der), length});
    };
    return plain_or(plain_, plain, [name] { return decode_name(name); });
  }

  // Version ::= INTEGER { v1(0), v2(1), v3(2) }: one more than what is written, wrapping around as CPython's does
  [[nodiscard]] std::int64_t version() const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(X509_get_version(certificate_)) + 1);
  }

  // CertificateSerialNumber ::= INTEGER
  [[nodiscard]] std::string serial_number() const {
    const ASN1_INTEGER* number = X509_get0_serialNumber(certificate_);
    const auto plain = [number] {
      plain::require(ASN1_STRING_type(number) == V_ASN1_INTEGER);  // and not V_ASN1_NEG_INTEGER
      return plain::read_serial_number(bytes_of(number));
    };
    return plain_or(plain_, plain, [number] { return printed_serial_number(number); });
  }

  // Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }: "Bad time value" when it is no date
  [[nodiscard]] std::string time(const ASN1_TIME* time) const {
    const auto tag = static_cast<unsigned char>(ASN1_STRING_type(time));
    return plain_or(
        plain_, [&] { return plain::read_time(tag, bytes_of(time)); },
        [&] { return printed([time](BIO* bio) { ASN1_TIME_print(bio, time); }); });
  }

  [[nodiscard]] plain::Extensions extensions() const {
    plain::Extensions found;
    const STACK_OF(X509_EXTENSION)* all = X509_get0_extensions(certificate_);
    for (int i = 0; i < sk_X509_EXTENSION_num(all); ++i) {
      X509_EXTENSION* extension = sk_X509_EXTENSION_value(all, i);
      plain::note_extension(bytes_of(X509_EXTENSION_get_object(extension)),
                            bytes_of(X509_EXTENSION_get_data(extension)), found);
    }
    return found;
  }

  std::optional<std::vector<GeneralName>> subject_alt_name(const plain::Extensions& found) const {
    return plain_or(
        plain_, [&] { return plain::subject_alt_name(found); },
        [this] { return openssl_subject_alt_name(certificate_); });
  }

  plain::Access access(const plain::Extensions& found) const {
    const auto openssl = [this] {
      auto ocsp = openssl_access(certificate_, NID_ad_OCSP);
      return plain::Access{std::move(ocsp), openssl_access(certificate_, NID_ad_ca_issuers)};
    };
    return plain_or(
        plain_, [&] { return plain::access(found); }, openssl);
  }

  std::optional<Uris> crl_distribution_points(const plain::Extensions& found) const {
    return plain_or(
        plain_, [&] { return plain::crl_distribution_points(found); },
        [this] { return openssl_crl_distribution_points(certificate_); });
  }

  // The first line that OpenSSL prints; it breaks after 35 bytes, with a backslash.
  static std::string printed_serial_number(const ASN1_INTEGER* number) {
    std::string text = printed([number](BIO* bio) { i2a_ASN1_INTEGER(bio, number); });
    if (seeded(Fault::kSerialSignIsLost) && text[0] == '-') text.erase(0, 1);
    const std::size_t line_end = text.find('\n');
    return line_end == std::string::npos ? text : text.substr(0, line_end + 1);
  }

  X509* certificate_;
  bool plain_;
};

PeerCertificate decode_after_openssl(std::string_view der, bool plain) {
  const auto* data = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = data + der.size();
  const X509Owner certificate(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
  if (certificate == nullptr || (seeded(Fault::kBytesAfterACertificateAreRefused) && data != end)) {
    throw ssl_error("Error decoding PEM-encoded file");
  }
  return Decoder(certificate.get(), plain).decode();
}

}  // namespace

PeerCertificate decode_certificate(X509* certificate) {
  const PreservedErrorQueue preserved;
  return Decoder(certificate, true).decode();
}

PeerCertificate decode_certificate(std::string_view der) {
  const PreservedErrorQueue preserved;
  return plain_or(
      true, [der] { return plain::read_certificate(der); }, [der] { return decode_after_openssl(der, true); });
}

PeerCertificate decode_by_openssl(std::string_view der) {
  const PreservedErrorQueue preserved;
  return decode_after_openssl(der, false);
}

}  // namespace peercert
