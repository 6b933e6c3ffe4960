// ssl.SSLError: with a text and nothing else, or as the error codes of OpenSSL have it.
#ifndef PEERCERT_X509_SSL_ERROR_H
#define PEERCERT_X509_SSL_ERROR_H

#include <optional>
#include <string>

#include "value/exception.h"

namespace peercert {

// ssl_error returns what `raise ssl.SSLError(text)` raises: args of one, which are its text
// too, errno and strerror None, no library or reason.
[[nodiscard]] PythonException ssl_error(const std::string& text);

// certificate_error returns what `raise ssl.CertificateError(text)` raises: since CPython 3.7 that is
// ssl.SSLCertVerificationError, here without a verify_code.
[[nodiscard]] PythonException certificate_error(const std::string& text);

// SslErrorTexts are what stands in place of OpenSSL's reason, and what stands behind it.
struct SslErrorTexts {
  std::optional<std::string> text;
  std::optional<std::string> verify_message;
};

// ssl_error_of_code returns the ssl.SSLError that CPython's fill_and_set_sslerror makes of an OpenSSL error code, which
// may be 0, with `number` as its errno: "[X509: KEY_VALUES_MISMATCH] key values mismatch"; without the position that
// CPython adds.
[[nodiscard]] PythonException ssl_error_of_code(int number, unsigned long code, const SslErrorTexts& texts = {});

// ssl_error_from_queue returns the ssl.SSLError that CPython's _setSSLError makes of the newest entry in OpenSSL's
// error queue, whoever put it there, and empties the queue; "unknown error" where it is empty.
[[nodiscard]] PythonException ssl_error_from_queue();

}  // namespace peercert

#endif
