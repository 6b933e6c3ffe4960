#include "value/exception.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "value/code_points.h"

namespace peercert {
namespace {

using Bases = std::vector<std::string>;

struct ErrnoClass {
  int error_number;
  const char* type;
  bool is_connection_error;
};

// errnomap of CPython's Objects/exceptions.c (_PyExc_InitState); every other errno is a plain OSError
constexpr ErrnoClass kErrnoMap[] = {
    {EAGAIN, "BlockingIOError", false},
    {EALREADY, "BlockingIOError", false},
    {EINPROGRESS, "BlockingIOError", false},
    {EWOULDBLOCK, "BlockingIOError", false},
    {EPIPE, "BrokenPipeError", true},
    {ESHUTDOWN, "BrokenPipeError", true},
    {ECHILD, "ChildProcessError", false},
    {ECONNABORTED, "ConnectionAbortedError", true},
    {ECONNREFUSED, "ConnectionRefusedError", true},
    {ECONNRESET, "ConnectionResetError", true},
    {EEXIST, "FileExistsError", false},
    {ENOENT, "FileNotFoundError", false},
    {EISDIR, "IsADirectoryError", false},
    {ENOTDIR, "NotADirectoryError", false},
    {EINTR, "InterruptedError", false},
    {EACCES, "PermissionError", false},
    {EPERM, "PermissionError", false},
    {ESRCH, "ProcessLookupError", false},
    {ETIMEDOUT, "TimeoutError", false},
};

PythonException plain(const std::string& type, const std::string& text) {
  return PythonException({type, {"Exception"}, Tuple{{Str{text}}}, Dict{}, text});
}

// UnicodeDecodeError_str
std::string decode_error_text(const std::string& encoding, const std::string& object, std::size_t start,
                              std::size_t end, const std::string& reason) {
  if (start < object.size() && end == start + 1) {
    return fmt::format("'{}' codec can't decode byte {:#04x} in position {}: {}", encoding,
                       static_cast<unsigned char>(object[start]), start, reason);
  }
  return fmt::format("'{}' codec can't decode bytes in position {}-{}: {}", encoding, start,
                     static_cast<std::int64_t>(end) - 1, reason);
}

// UnicodeEncodeError_str
std::string encode_error_text(const std::string& encoding, const Str& object, std::size_t start, std::size_t end,
                              const std::string& reason) {
  const std::u32string points = code_points(object.text);
  if (start < points.size() && end == start + 1) {
    return fmt::format("'{}' codec can't encode character '{}' in position {}: {}", encoding,
                       backslash_escape(points[start]), start, reason);
  }
  return fmt::format("'{}' codec can't encode characters in position {}-{}: {}", encoding, start,
                     static_cast<std::int64_t>(end) - 1, reason);
}

Integer integer(std::size_t number) {
  return Integer(static_cast<std::int64_t>(number));
}

struct UnicodeFailure {
  const std::string& encoding;
  Value object;
  std::size_t start, end;
  const std::string& reason;
};

PythonException unicode_error(const std::string& type, const UnicodeFailure& failure, const std::string& text) {
  const Tuple args{
      {Str{failure.encoding}, failure.object, integer(failure.start), integer(failure.end), Str{failure.reason}}};
  const Dict attributes{{{Str{"reason"}, Str{failure.reason}},
                         {Str{"encoding"}, Str{failure.encoding}},
                         {Str{"object"}, failure.object},
                         {Str{"start"}, integer(failure.start)},
                         {Str{"end"}, integer(failure.end)}}};
  return PythonException({type, {"UnicodeError", "ValueError", "Exception"}, args, attributes, text});
}

}  // namespace

bool Raised::caught_by(std::string_view name) const {
  // every exception is a BaseException, which `bases` leaves out
  return name == "BaseException" || type == name || std::find(bases.begin(), bases.end(), name) != bases.end();
}

PythonException::PythonException(Raised raised)
    : raised_(std::move(raised)), what_(raised_.text.empty() ? raised_.type : raised_.type + ": " + raised_.text) {}

PythonException PythonException::value_error(const std::string& text) {
  return plain("ValueError", text);
}

PythonException PythonException::type_error(const std::string& text) {
  return plain("TypeError", text);
}

PythonException PythonException::attribute_error(const std::string& text) {
  return plain("AttributeError", text);
}

PythonException PythonException::no_attribute(std::string_view type, std::string_view attribute) {
  return attribute_error(fmt::format("'{}' object has no attribute '{}'", type, attribute));
}

PythonException PythonException::os_error(int error_number) {
  const std::string strerror = std::generic_category().message(error_number);
  const auto row = std::find_if(std::begin(kErrnoMap), std::end(kErrnoMap),
                                [&](const ErrnoClass& entry) { return entry.error_number == error_number; });
  Raised raised{"OSError", {"Exception"}, {}, {}, fmt::format("[Errno {}] {}", error_number, strerror)};
  if (row != std::end(kErrnoMap)) {
    raised.type = row->type;
    raised.bases =
        row->is_connection_error ? Bases{"ConnectionError", "OSError", "Exception"} : Bases{"OSError", "Exception"};
  }
  raised.args = Tuple{{Integer(error_number), Str{strerror}}};
  raised.attributes = Dict{{{Str{"errno"}, Integer(error_number)}, {Str{"strerror"}, Str{strerror}}}};
  return PythonException(std::move(raised));
}

PythonException PythonException::unicode_decode_error(const std::string& encoding, const std::string& object,
                                                      std::size_t start, std::size_t end, const std::string& reason) {
  return unicode_error("UnicodeDecodeError", {encoding, Bytes{object}, start, end, reason},
                       decode_error_text(encoding, object, start, end, reason));
}

PythonException PythonException::unicode_encode_error(const std::string& encoding, const Str& object, std::size_t start,
                                                      std::size_t end, const std::string& reason) {
  return unicode_error("UnicodeEncodeError", {encoding, object, start, end, reason},
                       encode_error_text(encoding, object, start, end, reason));
}

PythonException PythonException::ssl_error(int code, const std::string& text, const Value& library,
                                           const Value& reason) {
  const Dict attributes{{{Str{"errno"}, Integer(code)},
                         {Str{"strerror"}, Str{text}},
                         {Str{"library"}, library},
                         {Str{"reason"}, reason}}};
  // SSLError_str: strerror alone, without "[Errno ...]"
  return PythonException(
      {"ssl.SSLError", {"OSError", "Exception"}, Tuple{{Integer(code), Str{text}}}, attributes, text});
}

}  // namespace peercert
