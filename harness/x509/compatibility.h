// What differs between the versions of OpenSSL; the only file with conditions on them.
#ifndef PEERCERT_X509_COMPATIBILITY_H
#define PEERCERT_X509_COMPATIBILITY_H

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace peercert::compatibility {

// Options is the type of the SSL_OP_... bits.
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
using Options = std::uint64_t;
#else
using Options = unsigned long;
#endif

// SavedError is one entry of the error queue.
struct SavedError {
  unsigned long code = 0;
  std::string data;
  int flags = 0;
  int line = 0;
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  std::string file;
  std::string function;
#else
  const char* file = nullptr;  // a literal: OpenSSL 1.1.1 keeps the pointer
#endif
};

// take_error removes the oldest entry of the queue and stores it; false when there is none.
inline bool take_error(SavedError& error) {
  const char* file = nullptr;
  const char* data = nullptr;
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  const char* function = nullptr;
  error.code = ERR_get_error_all(&file, &error.line, &function, &data, &error.flags);
  error.function = function != nullptr ? function : "";
  error.file = file != nullptr ? file : "";
#else
  error.code = ERR_get_error_line_data(&file, &error.line, &data, &error.flags);
  error.file = file;
#endif
  error.data = (error.flags & ERR_TXT_STRING) != 0 && data != nullptr ? data : "";
  return error.code != 0;
}

// put_error adds `error` as the newest entry of the queue.
inline void put_error(const SavedError& error) {
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  ERR_new();
  ERR_set_debug(error.file.c_str(), error.line, error.function.c_str());
  if ((error.flags & ERR_TXT_STRING) != 0) {
    ERR_set_error(ERR_GET_LIB(error.code), ERR_GET_REASON(error.code), "%s", error.data.c_str());
  } else {
    ERR_set_error(ERR_GET_LIB(error.code), ERR_GET_REASON(error.code), nullptr);
  }
#else
  ERR_put_error(ERR_GET_LIB(error.code), ERR_GET_FUNC(error.code), ERR_GET_REASON(error.code), error.file, error.line);
  if ((error.flags & ERR_TXT_STRING) != 0) ERR_add_error_data(1, error.data.c_str());
#endif
}

// is_own_reason returns whether `code` carries a reason of its own library, and not one that all libraries share
// (malloc failure, nested ASN.1 error, a failure in a library below).
inline bool is_own_reason(unsigned long code) {
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  return !ERR_SYSTEM_ERROR(code) && ERR_GET_REASON(code) >= 100 && !ERR_COMMON_ERROR(code);
#else
  return ERR_GET_REASON(code) >= 100;
#endif
}

// name_der returns whether there is an encoding of `name`, and points to it. Before 3.0 the name is no const.
inline bool name_der(const X509_NAME* name, const unsigned char*& der, std::size_t& length) {
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  return X509_NAME_get0_der(name, &der, &length) == 1;
#else
  return X509_NAME_get0_der(const_cast<X509_NAME*>(name), &der, &length) == 1;
#endif
}

// peer_certificate returns a new reference to the peer's certificate, or nullptr.
inline X509* peer_certificate(const SSL* ssl) {
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  return SSL_get1_peer_certificate(ssl);
#else
  return SSL_get_peer_certificate(ssl);
#endif
}

// is_unexpected_eof returns whether `code` says that the stream ended without close_notify. Before 3.0 that is no entry
// in the queue but SSL_ERROR_SYSCALL.
inline bool is_unexpected_eof(unsigned long code) {
#ifdef SSL_R_UNEXPECTED_EOF_WHILE_READING
  return ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
#else
  static_cast<void>(code);
  return false;
#endif
}

}  // namespace peercert::compatibility

#endif
