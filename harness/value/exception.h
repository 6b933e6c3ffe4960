/// @file
/// Python exceptions: as data (what a subject reported) and as something to throw (what our library raises).
#ifndef PEERCERT_VALUE_EXCEPTION_H
#define PEERCERT_VALUE_EXCEPTION_H

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "value/export.h"
#include "value/value.h"

namespace peercert {

/// Raised is a Python exception as an observer sees it.
struct PEERCERT_EXPORT Raised {
  std::string type;                ///< "ValueError", "ssl.SSLWantReadError": module and qualified name, builtins bare
  std::vector<std::string> bases;  ///< its base classes in method resolution order, up to and including "Exception"
  Value args = Tuple{};            ///< exception.args
  Value attributes = Dict{};  ///< those of errno, strerror, library, reason, verify_code, verify_message, encoding,
                              /// object, start, end that the exception has, in this order
  std::string text;           ///< str(exception)

  /// caught_by returns whether `except name:` would catch it.
  [[nodiscard]] bool caught_by(std::string_view name) const;

  friend bool operator==(const Raised&, const Raised&) = default;
};

/// PythonException is thrown by this library where CPython raises. what() is "type: text".
class PEERCERT_EXPORT PythonException : public std::exception {
 public:
  /// PythonException is made of what Python would show of it.
  explicit PythonException(Raised raised);
  /// raised returns type, arguments and attributes.
  [[nodiscard]] const Raised& raised() const { return raised_; }
  /// what returns "type: text", in UTF-8.
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

  /// value_error is `ValueError(text)`.
  [[nodiscard]] static PythonException value_error(const std::string& text);
  /// type_error is `TypeError(text)`.
  [[nodiscard]] static PythonException type_error(const std::string& text);
  /// attribute_error is `AttributeError(text)`.
  [[nodiscard]] static PythonException attribute_error(const std::string& text);
  /// no_attribute is the AttributeError of an object of that type without the attribute.
  [[nodiscard]] static PythonException no_attribute(std::string_view type, std::string_view attribute);
  /// os_error is `OSError(errno, strerror)`, of the subclass that Python picks for the errno.
  [[nodiscard]] static PythonException os_error(int error_number);
  /// unicode_decode_error is of the bytes `start` to `end` of `object`, which are nothing in `encoding`.
  [[nodiscard]] static PythonException unicode_decode_error(const std::string& encoding, const std::string& object,
                                                            std::size_t start, std::size_t end,
                                                            const std::string& reason);
  /// unicode_encode_error is of the code points `start` to `end` of `object`, which `encoding` has no bytes for.
  [[nodiscard]] static PythonException unicode_encode_error(const std::string& encoding, const Str& object,
                                                            std::size_t start, std::size_t end,
                                                            const std::string& reason);
  /// ssl_error is ssl.SSLError(code, text) with attributes library and reason (each a str or None).
  [[nodiscard]] static PythonException ssl_error(int code, const std::string& text, const Value& library,
                                                 const Value& reason);

 private:
  Raised raised_;
  std::string what_;
};

}  // namespace peercert

#endif
