#include "x509/ssl_error.h"

#include <fmt/format.h>

#include <vector>

#include "value/literal.h"
#include "x509/compatibility.h"
#include "x509/mnemonic.h"

namespace peercert {
namespace {

Value str_or_none(const std::optional<std::string>& text) {
  return text ? Value(Str{*text}) : Value(None{});
}

std::string message_of(const std::optional<std::string>& library, const std::optional<std::string>& reason,
                       const std::string& text, const std::optional<std::string>& verify_message) {
  if (library && reason && verify_message) {
    return fmt::format("[{}: {}] {}: {}", *library, *reason, text, *verify_message);
  }
  if (library && reason) return fmt::format("[{}: {}] {}", *library, *reason, text);
  if (library) return fmt::format("[{}] {}", *library, text);
  return text;
}

PythonException with_text_alone(const std::string& type, const std::vector<std::string>& bases,
                                const std::string& text) {
  const Tuple args{{Str{text}}};
  const Dict attributes{{{Str{"errno"}, None{}}, {Str{"strerror"}, None{}}}};
  return PythonException(
      {type, bases, args, attributes, to_repr(args)});  // SSLError_str: without a strerror, str(args)
}

}  // namespace

PythonException ssl_error(const std::string& text) {
  return with_text_alone("ssl.SSLError", {"OSError", "Exception"}, text);
}

PythonException certificate_error(const std::string& text) {
  return with_text_alone("ssl.SSLCertVerificationError", {"ssl.SSLError", "OSError", "ValueError", "Exception"}, text);
}

PythonException ssl_error_of_code(int number, unsigned long code, const SslErrorTexts& texts) {
  const auto library = code != 0 ? library_mnemonic(code) : std::nullopt;
  const auto reason = reason_mnemonic(code);
  const char* openssl_text = code != 0 ? ERR_reason_error_string(code) : nullptr;
  const std::string text = texts.text ? *texts.text : openssl_text != nullptr ? openssl_text : "unknown error";
  return PythonException::ssl_error(number, message_of(library, reason, text, texts.verify_message),
                                    str_or_none(library), str_or_none(reason));
}

PythonException ssl_error_from_queue() {
  const unsigned long code = ERR_peek_last_error();
  PythonException error = ssl_error_of_code(ERR_GET_REASON(code), code);
  ERR_clear_error();
  return error;
}

}  // namespace peercert
