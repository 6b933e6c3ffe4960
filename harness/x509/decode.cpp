#include "x509/decode.h"

#include <openssl/err.h>

#include <memory>
#include <string>
#include <utility>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/arena.h"
#include "x509/decode_by_openssl.h"
#include "x509/error_queue.h"
#include "x509/extensions.h"
#include "x509/name.h"
#include "x509/openssl_fields.h"
#include "x509/plain.h"
#include "x509/plain_certificate.h"
#include "x509/ssl_error.h"

namespace peercert {
namespace {

// How much memory a certificate is likely to need: its texts once, and for each of its elements an item that is
// several times as long.
std::size_t likely_room(const plain::Fields& fields) {
  constexpr std::size_t kTimesAndNumber = 128, kItemsPerByte = 4;
  const plain::Extensions& extensions = fields.extensions;
  std::size_t bytes = fields.subject.size() + fields.issuer.size();
  for (const auto* found :
       {&extensions.subject_alt_name, &extensions.authority_info_access, &extensions.crl_distribution_points}) {
    bytes += found->value ? found->value->size() : 0;
  }
  return kTimesAndNumber + kItemsPerByte * bytes;
}

// Decoder decodes one certificate, each field from its bytes where they are plain, and by OpenSSL where they are not.
// The seeded faults are faults of what OpenSSL reads, so a build with them reads nothing else.
class Decoder {
 public:
  // With `plain` false everything is read by OpenSSL.
  Decoder(const plain::Fields& fields, OpenSslFields& openssl, bool plain)
      : fields_(fields),
        openssl_(openssl),
        plain_(plain && !kFaultsAreBuilt),
        memory_(std::make_shared<Arena>(likely_room(fields))),
        arena_(*memory_) {}

  // The members in this order: the first that cannot be decoded is the one that is reported.
  PeerCertificate decode() {
    PeerCertificate result;
    if (seeded(Fault::kVersionIsReadFirst)) static_cast<void>(openssl_.version());
    result.subject = name(fields_.subject, &OpenSslFields::subject);
    result.issuer = name(fields_.issuer, &OpenSslFields::issuer);
    result.version = openssl_.version();
    result.serial_number = serial_number();
    result.not_before = time(fields_.not_before, &OpenSslFields::not_before);
    result.not_after = time(fields_.not_after, &OpenSslFields::not_after);
    if (seeded(Fault::kNotAfterIsNotBefore)) result.not_after = result.not_before;
    if (seeded(Fault::kUrlsComeBeforeAltNames)) access();
    result.subject_alt_name = subject_alt_name();
    if (seeded(Fault::kPointsComeBeforeAccess)) crl_distribution_points();
    const plain::Access uris = access();
    result.ocsp = uris.ocsp;
    result.ca_issuers = uris.ca_issuers;
    result.crl_distribution_points = crl_distribution_points();
    result.memory = std::move(memory_);
    return result;
  }

 private:
  template <typename Plain, typename OpenSsl>
  auto plain_or(const Plain& plain, const OpenSsl& openssl) -> decltype(plain()) {
    if (!plain_) return openssl();
    try {
      return plain();
    } catch (const plain::NotPlain&) {
      return openssl();
    }
  }

  Name name(std::string_view der, const X509_NAME* (OpenSslFields::*of)()) {
    return plain_or([&] { return plain::read_name(der, arena_); },
                    [&] { return decode_name((openssl_.*of)(), arena_); });
  }

  // CertificateSerialNumber ::= INTEGER
  std::string_view serial_number() {
    return plain_or([&] { return plain::read_serial_number(fields_.serial_number, arena_); },
                    [&] { return arena_.keep(printed_serial_number(openssl_.serial_number())); });
  }

  // Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }: "Bad time value" when it is no date
  std::string_view time(const plain::Element& time, const ASN1_TIME* (OpenSslFields::*of)()) {
    const auto print = [&](BIO* bio) { ASN1_TIME_print(bio, (openssl_.*of)()); };
    return plain_or([&] { return plain::read_time(time.tag, time.content, arena_); },
                    [&] { return arena_.keep(printed(print)); });
  }

  std::optional<Items<GeneralName>> subject_alt_name() {
    return plain_or([&] { return plain::subject_alt_name(fields_.extensions, arena_); },
                    [&] { return openssl_subject_alt_name(openssl_.extensions(), arena_); });
  }

  plain::Access access() {
    const auto openssl = [&] {
      const auto ocsp = openssl_access(openssl_.extensions(), NID_ad_OCSP, arena_);
      return plain::Access{ocsp, openssl_access(openssl_.extensions(), NID_ad_ca_issuers, arena_)};
    };
    return plain_or([&] { return plain::access(fields_.extensions, arena_); }, openssl);
  }

  std::optional<Uris> crl_distribution_points() {
    return plain_or([&] { return plain::crl_distribution_points(fields_.extensions, arena_); },
                    [&] { return openssl_crl_distribution_points(openssl_.extensions(), arena_); });
  }

  // The first line that OpenSSL prints; it breaks after 35 bytes, with a backslash.
  static std::string printed_serial_number(const ASN1_INTEGER* number) {
    std::string text = printed([number](BIO* bio) { i2a_ASN1_INTEGER(bio, number); });
    if (seeded(Fault::kSerialSignIsLost) && text[0] == '-') text.erase(0, 1);
    const std::size_t line_end = text.find('\n');
    return line_end == std::string::npos ? text : text.substr(0, line_end + 1);
  }

  const plain::Fields& fields_;
  OpenSslFields& openssl_;
  bool plain_;
  std::shared_ptr<Arena> memory_;
  Arena& arena_;
};

PeerCertificate decode(X509* certificate, bool plain) {
  FieldsOfX509 openssl(certificate);
  PeerCertificate result = Decoder(fields_of(certificate), openssl, plain).decode();
  if (seeded(Fault::kLeftOverErrorsAreRaised) && ERR_peek_error() != 0) throw ssl_error("unknown error");
  if (seeded(Fault::kPublicKeyIsRead) && X509_get0_pubkey(certificate) == nullptr) throw ssl_error("unknown error");
  return result;
}

PeerCertificate decode_after_openssl(std::string_view der, bool plain) {
  const auto* data = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = data + der.size();
  const X509Owner certificate(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
  if (certificate == nullptr || (seeded(Fault::kBytesAfterACertificateAreRefused) && data != end)) {
    throw ssl_error("Error decoding PEM-encoded file");
  }
  return decode(certificate.get(), plain);
}

// Returns nullopt where OpenSSL has to read the whole: what is odd outside of the fields, and what raises, since the
// exception may tell of an error that OpenSSL left behind anywhere before.
std::optional<PeerCertificate> decode_from_fields(std::string_view der) {
  try {
    const plain::Fields fields = plain::find_fields(der);
    FieldsOfDer openssl(fields);
    return Decoder(fields, openssl, true).decode();
  } catch (const plain::NotPlain&) {
    return std::nullopt;
  } catch (const PythonException&) {
    return std::nullopt;
  }
}

}  // namespace

PeerCertificate decode_certificate(X509* certificate) {
  const PreservedErrorQueue preserved;
  return decode(certificate, true);
}

PeerCertificate decode_certificate(std::string_view der) {
  if (!kFaultsAreBuilt) {
    if (auto decoded = decode_from_fields(der)) return *std::move(decoded);
  }
  const PreservedErrorQueue preserved;
  return decode_after_openssl(der, true);
}

PeerCertificate decode_by_openssl(std::string_view der) {
  const PreservedErrorQueue preserved;
  return decode_after_openssl(der, false);
}

}  // namespace peercert
