// ssl.SSLError with a text and nothing else.
#ifndef PEERCERT_X509_SSL_ERROR_H
#define PEERCERT_X509_SSL_ERROR_H

#include <string>

#include "value/exception.h"

namespace peercert {

// ssl_error returns what `raise ssl.SSLError(text)` raises: args of one, which are its text
// too, errno and strerror None, no library or reason.
[[nodiscard]] PythonException ssl_error(const std::string& text);

}  // namespace peercert

#endif
