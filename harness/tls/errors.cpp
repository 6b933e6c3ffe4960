#include "tls/errors.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "value/fault.h"
#include "x509/compatibility.h"
#include "x509/openssl.h"

namespace peercert {
namespace {

// The numbers of CPython's enum py_ssl_error, which are the errno of the exceptions.
enum class Code {
  kSsl = 1,
  kWantRead = 2,
  kWantWrite = 3,
  kWantX509Lookup = 4,
  kSyscall = 5,
  kZeroReturn = 6,
  kWantConnect = 7,
  kEof = 8,
  kInvalidErrorCode = 10
};

// Failure is an exception before it has OpenSSL's part: which class, which number, and the text unless OpenSSL has it.
struct Failure {
  const char* type;
  Code code;
  std::optional<std::string> text;
};

struct VerifyResult {
  long code;
  std::string message;
};

// as_subclass returns `error` as an exception of the class `type` of the ssl module.
Raised as_subclass(const PythonException& error, const std::string& type) {
  Raised raised = error.raised();
  raised.type = "ssl." + type;
  raised.bases.insert(raised.bases.begin(), "ssl.SSLError");
  return raised;
}

VerifyResult verify_result(const FailedCall& call) {
  const long code = SSL_get_verify_result(call.ssl);
  const std::string name = call.server_hostname.value_or("None");
  switch (code) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
      return {code, fmt::format("Hostname mismatch, certificate is not valid for '{}'.", name)};
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return {code, fmt::format("IP address mismatch, certificate is not valid for '{}'.", name)};
    default:
      return {code, X509_verify_cert_error_string(code)};
  }
}

// class SSLCertVerificationError(SSLError, ValueError): with the attributes verify_code and verify_message
PythonException certificate_verification_error(const FailedCall& call, unsigned long code) {
  const VerifyResult verify = verify_result(call);
  Raised raised = as_subclass(ssl_error_of_code(static_cast<int>(Code::kSsl), code, {std::nullopt, verify.message}),
                              "SSLCertVerificationError");
  raised.bases = {"ssl.SSLError", "OSError", "ValueError", "Exception"};
  Dict attributes = *raised.attributes.get_if<Dict>();
  attributes.entries.push_back({Str{"verify_code"}, Integer(verify.code)});
  attributes.entries.push_back({Str{"verify_message"}, Str{verify.message}});
  raised.attributes = std::move(attributes);
  return PythonException(std::move(raised));
}

Failure end_of_file() {
  if (seeded(Fault::kEndOfTheStreamIsPlain)) return {"SSLError", Code::kSyscall, std::nullopt};
  return {"SSLEOFError", Code::kEof, "EOF occurred in violation of protocol"};
}

// is_socket_failure returns whether the BIO below reported an I/O error that has a number. CPython before 3.13 took it
// for the end of the stream, unless it came in a handshake (gh-115627).
bool is_socket_failure(const FailedCall& call, int ssl_error, unsigned long code) {
  return ssl_error == SSL_ERROR_SYSCALL && code == 0 && call.over_socket && call.error_number != 0;
}

// The switch over SSL_get_error in CPython's PySSL_SetError; `code` is the newest entry of the queue.
Failure classify(int ssl_error, unsigned long code) {
  switch (ssl_error) {
    case SSL_ERROR_ZERO_RETURN:
      return {"SSLZeroReturnError", Code::kZeroReturn, "TLS/SSL connection has been closed (EOF)"};
    case SSL_ERROR_WANT_READ:
      return {"SSLWantReadError", Code::kWantRead, "The operation did not complete (read)"};
    case SSL_ERROR_WANT_WRITE:
      return {"SSLWantWriteError", Code::kWantWrite, "The operation did not complete (write)"};
    case SSL_ERROR_WANT_X509_LOOKUP:
      return {"SSLError", Code::kWantX509Lookup, "The operation did not complete (X509 lookup)"};
    case SSL_ERROR_WANT_CONNECT:
      return {"SSLError", Code::kWantConnect, "The operation did not complete (connect)"};
    case SSL_ERROR_SYSCALL:
      return code == 0 ? end_of_file() : Failure{"SSLError", Code::kSyscall, std::nullopt};
    case SSL_ERROR_SSL:
      if (compatibility::is_unexpected_eof(code)) return end_of_file();
      if (code == 0) return {"SSLError", Code::kSsl, "A failure in the SSL library occurred"};
      return {"SSLError", Code::kSsl, std::nullopt};
    default:
      return {"SSLError", Code::kInvalidErrorCode, "Invalid error code"};
  }
}

bool is_verify_failure(unsigned long code) {
  return ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED;
}

PythonException make_error(const FailedCall& call) {
  const int ssl_error = SSL_get_error(call.ssl, call.result);
  const unsigned long code = ERR_peek_last_error();
  const bool plain = seeded(Fault::kVerificationErrorIsPlain);
  if (ssl_error == SSL_ERROR_SSL && is_verify_failure(code) && !plain)
    return certificate_verification_error(call, code);
  if (is_socket_failure(call, ssl_error, code)) return PythonException::os_error(call.error_number);
  const Failure failure = classify(ssl_error, code);
  PythonException error = ssl_error_of_code(static_cast<int>(failure.code), code, {failure.text, std::nullopt});
  if (failure.type == std::string_view("SSLError")) return error;
  return PythonException(as_subclass(error, failure.type));
}

}  // namespace

PythonException ssl_error_of_call(const FailedCall& call) {
  PythonException error = make_error(call);
  ERR_clear_error();
  return error;
}

void require(bool done) {
  if (!done) throw ssl_error_from_queue();
}

}  // namespace peercert
