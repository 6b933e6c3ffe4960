// The certificates in a file, and what else is in it.
#ifndef PEERCERT_SEARCH_CERTIFICATES_H
#define PEERCERT_SEARCH_CERTIFICATES_H

#include <functional>
#include <string>
#include <string_view>

#include "search/files.h"

namespace peercert::search {

// Finds hears of everything in a file, in its order: a certificate, or the kind of what is none ("key", "CRL"). Of what
// cannot be made out it hears besides where it is and why.
struct Finds {
  std::function<void(const std::string& der)> certificate;
  std::function<void(const std::string& kind)> other;
  std::function<void(const std::string& why)> broken = [](const std::string&) {};
};

// find_certificates reads a file, which is values in DER, one after the other, or text with PEM blocks (RFC 7468). Of a
// TRUSTED CERTIFICATE the certificate alone is taken, of every other block all of its bytes, right or wrong. A DER
// value that is nothing else (other_kind) is taken for a certificate; the decoders will say.
void find_certificates(const ReadBytes& read, const Finds& finds);

// other_kind returns what one DER value is that is no certificate, as its outline says: "key", "request", "CRL",
// "PKCS #7", "PKCS #12", "OCSP", "certificate pair"; "" for a certificate, and for what has the outline of none of
// these.
[[nodiscard]] std::string other_kind(std::string_view der);

// is_one_value returns whether `bytes` are a SEQUENCE as a whole, judging by its header.
[[nodiscard]] bool is_one_value(std::string_view bytes);

}  // namespace peercert::search

#endif
