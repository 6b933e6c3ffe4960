// The exceptions of Python's ssl module: which one a failed OpenSSL call leads to, and with what arguments, attributes
// and text. The texts are CPython's less the " (_ssl.c:1234)" at their end.
//
//     ssl.SSLError(1, '[SSL: NO_SHARED_CIPHER] no shared cipher'), library 'SSL', reason 'NO_SHARED_CIPHER'
#ifndef PEERCERT_TLS_ERRORS_H
#define PEERCERT_TLS_ERRORS_H

#include <openssl/ossl_typ.h>

#include <optional>
#include <string>

#include "value/exception.h"
#include "x509/ssl_error.h"

namespace peercert {

// FailedCall is an SSL_do_handshake, SSL_read_ex, SSL_write_ex or SSL_shutdown that did not succeed.
struct FailedCall {
  SSL* ssl;
  int result;                                  // what it returned
  int error_number;                            // errno right after it
  bool over_socket;                            // over a socket, not memory
  std::optional<std::string> server_hostname;  // for the text of a hostname mismatch
};

// ssl_error_of_call returns the exception that CPython's PySSL_SetError raises for `call`: ssl.SSLZeroReturnError,
// SSLWantReadError, SSLWantWriteError, SSLEOFError, SSLCertVerificationError, SSLError, or an OSError
// when the socket failed. Reads OpenSSL's error queue, which must hold nothing older than the call, and empties it.
[[nodiscard]] PythonException ssl_error_of_call(const FailedCall& call);

// require throws ssl_error_from_queue() (x509/ssl_error.h) unless `done`.
void require(bool done);

}  // namespace peercert

#endif
