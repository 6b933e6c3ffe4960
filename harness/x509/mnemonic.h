// The names that Python's ssl gives to OpenSSL's libraries and reasons: exception.library and exception.reason.
#ifndef PEERCERT_X509_MNEMONIC_H
#define PEERCERT_X509_MNEMONIC_H

#include <optional>
#include <string>

namespace peercert {

// library_mnemonic returns the name of the library in an OpenSSL error code ("SSL", "X509V3"), or nullopt when Python
// has none.
[[nodiscard]] std::optional<std::string> library_mnemonic(unsigned long code);

// reason_mnemonic returns the name of the reason in an OpenSSL error code ("CERTIFICATE_VERIFY_FAILED"), or nullopt for
// 0 and for a reason that all libraries share, which Python does not name.
[[nodiscard]] std::optional<std::string> reason_mnemonic(unsigned long code);

}  // namespace peercert

#endif
