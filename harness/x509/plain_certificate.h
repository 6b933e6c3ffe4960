// Whole certificates, without OpenSSL's reading of them.
#ifndef PEERCERT_X509_PLAIN_CERTIFICATE_H
#define PEERCERT_X509_PLAIN_CERTIFICATE_H

#include <cstdint>
#include <string_view>

#include "x509/plain_extensions.h"
#include "x509/plain_reader.h"

namespace peercert::plain {

// Fields are those that getpeercert() tells of, as views of somebody's bytes. Each may be odd in itself.
struct Fields {
  std::string_view subject;  // Name, with its header, and so
  std::string_view issuer;   // here
  std::int64_t version = 1;
  std::string_view serial_number;  // of a positive INTEGER the octets, without leading zero; "" for an odd one
  Element not_before{};
  Element not_after{};
  Extensions extensions;

  // For OpenSSL, which has not read them: INTEGER and Extensions with their headers, "" without extensions.
  std::string_view serial_number_der;
  std::string_view extensions_der;
};

// find_fields returns the fields of the certificate that `der` begins with, bytes after it being ignored. Throws
// NotPlain where anything around them is odd, what getpeercert() says nothing of included: OpenSSL might not accept it.
[[nodiscard]] Fields find_fields(std::string_view der);

}  // namespace peercert::plain

#endif
