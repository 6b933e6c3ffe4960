#include "x509/openssl_fields.h"

#include "x509/compatibility.h"

namespace peercert {
namespace {

std::string_view der_of(const X509_NAME* name) {
  const unsigned char* der = nullptr;
  std::size_t length = 0;
  if (!compatibility::name_der(name, der, length)) return "";
  return {reinterpret_cast<const char*>(der), length};
}

plain::Element element_of(const ASN1_TIME* time) {
  return {static_cast<unsigned char>(ASN1_STRING_type(time)), bytes_of(time), ""};
}

}  // namespace

// read sets `owner` to what `d2i` makes of the element, unless it did before.
template <typename Owner, typename Read>
auto FieldsOfDer::read(Owner& owner, std::string_view der, const Read& d2i) {
  if (!preserved_) preserved_.emplace();
  if (owner == nullptr) {
    const auto* data = reinterpret_cast<const unsigned char*>(der.data());
    owner.reset(d2i(nullptr, &data, static_cast<long>(der.size())));
    plain::require(owner != nullptr);
  }
  return owner.get();
}

const X509_NAME* FieldsOfDer::subject() {
  return read(subject_, fields_.subject, d2i_X509_NAME);
}

const X509_NAME* FieldsOfDer::issuer() {
  return read(issuer_, fields_.issuer, d2i_X509_NAME);
}

const ASN1_INTEGER* FieldsOfDer::serial_number() {
  return read(serial_number_, fields_.serial_number_der, d2i_ASN1_INTEGER);
}

const ASN1_TIME* FieldsOfDer::not_before() {
  return read(not_before_, fields_.not_before.whole, d2i_ASN1_TIME);
}

const ASN1_TIME* FieldsOfDer::not_after() {
  return read(not_after_, fields_.not_after.whole, d2i_ASN1_TIME);
}

const ExtensionStack* FieldsOfDer::extensions() {
  return read(extensions_, fields_.extensions_der, d2i_X509_EXTENSIONS);
}

plain::Fields fields_of(const X509* certificate) {
  plain::Fields fields;
  fields.subject = der_of(X509_get_subject_name(certificate));
  fields.issuer = der_of(X509_get_issuer_name(certificate));
  const ASN1_INTEGER* number = X509_get0_serialNumber(certificate);
  if (ASN1_STRING_type(number) == V_ASN1_INTEGER) fields.serial_number = bytes_of(number);  // not V_ASN1_NEG_INTEGER
  fields.not_before = element_of(X509_get0_notBefore(certificate));
  fields.not_after = element_of(X509_get0_notAfter(certificate));
  const ExtensionStack* all = X509_get0_extensions(certificate);
  for (int i = 0; i < sk_X509_EXTENSION_num(all); ++i) {
    X509_EXTENSION* extension = sk_X509_EXTENSION_value(all, i);
    plain::note_extension(bytes_of(X509_EXTENSION_get_object(extension)), bytes_of(X509_EXTENSION_get_data(extension)),
                          fields.extensions);
  }
  return fields;
}

}  // namespace peercert
