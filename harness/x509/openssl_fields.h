// What OpenSSL makes of the fields of a certificate, one by one, where it is asked.
#ifndef PEERCERT_X509_OPENSSL_FIELDS_H
#define PEERCERT_X509_OPENSSL_FIELDS_H

#include <cstdint>
#include <optional>
#include <string_view>

#include "x509/error_queue.h"
#include "x509/extensions.h"
#include "x509/openssl.h"
#include "x509/plain_certificate.h"

namespace peercert {

class OpenSslFields {
 public:
  OpenSslFields() = default;
  OpenSslFields(const OpenSslFields&) = delete;
  OpenSslFields& operator=(const OpenSslFields&) = delete;
  virtual ~OpenSslFields() = default;

  [[nodiscard]] virtual const X509_NAME* subject() = 0;
  [[nodiscard]] virtual const X509_NAME* issuer() = 0;
  // One more than what is written, wrapping around as CPython's does. To be asked for after the names, since OpenSSL
  // leaves an error where it has no number for it.
  [[nodiscard]] virtual std::int64_t version() = 0;
  [[nodiscard]] virtual const ASN1_INTEGER* serial_number() = 0;
  [[nodiscard]] virtual const ASN1_TIME* not_before() = 0;
  [[nodiscard]] virtual const ASN1_TIME* not_after() = 0;
  [[nodiscard]] virtual const ExtensionStack* extensions() = 0;
};

// FieldsOfX509 are those of a certificate that OpenSSL has read already, and that outlives this.
class FieldsOfX509 final : public OpenSslFields {
 public:
  explicit FieldsOfX509(X509* certificate) : certificate_(certificate) {}
  const X509_NAME* subject() override { return X509_get_subject_name(certificate_); }
  const X509_NAME* issuer() override { return X509_get_issuer_name(certificate_); }
  std::int64_t version() override {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(X509_get_version(certificate_)) + 1);
  }
  const ASN1_INTEGER* serial_number() override { return X509_get0_serialNumber(certificate_); }
  const ASN1_TIME* not_before() override { return X509_get0_notBefore(certificate_); }
  const ASN1_TIME* not_after() override { return X509_get0_notAfter(certificate_); }
  const ExtensionStack* extensions() override { return X509_get0_extensions(certificate_); }

 private:
  X509* certificate_;
};

// FieldsOfDer has OpenSSL read one field after the other. Each throws plain::NotPlain for what OpenSSL does not read:
// then it does not read the certificate either. From the first on, as long as this lives, OpenSSL's error queue is one
// of its own.
class FieldsOfDer final : public OpenSslFields {
 public:
  explicit FieldsOfDer(const plain::Fields& fields) : fields_(fields) {}
  const X509_NAME* subject() override;
  const X509_NAME* issuer() override;
  std::int64_t version() override { return fields_.version; }
  const ASN1_INTEGER* serial_number() override;
  const ASN1_TIME* not_before() override;
  const ASN1_TIME* not_after() override;
  const ExtensionStack* extensions() override;

 private:
  template <typename Owner, typename Read>
  auto read(Owner& owner, std::string_view der, const Read& d2i);

  const plain::Fields& fields_;
  std::optional<PreservedErrorQueue> preserved_;
  OpenSslOwner<X509_NAME, X509_NAME_free> subject_, issuer_;
  OpenSslOwner<ASN1_INTEGER, ASN1_INTEGER_free> serial_number_;
  OpenSslOwner<ASN1_TIME, ASN1_TIME_free> not_before_, not_after_;
  ExtensionsOwner extensions_;
};

// fields_of returns the fields of a certificate that OpenSSL has read, but for the version: views of it. What has no
// plain form is left empty.
[[nodiscard]] plain::Fields fields_of(const X509* certificate);

}  // namespace peercert

#endif
