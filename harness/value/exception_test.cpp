#include "value/exception.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "value/literal.h"

namespace peercert {
namespace {

using Bases = std::vector<std::string>;

std::string decode_error(const std::string& object, std::size_t start, std::size_t end) {
  return PythonException::unicode_decode_error("utf-8", object, start, end, "invalid start byte").raised().text;
}

TEST(Raised, IsCaughtByItsTypeAndItsBases) {
  const Raised raised = PythonException::unicode_decode_error("utf-8", "\xE9", 0, 1, "x").raised();
  for (const char* name : {"UnicodeDecodeError", "UnicodeError", "ValueError", "Exception", "BaseException"}) {
    EXPECT_TRUE(raised.caught_by(name)) << name;
  }
  for (const char* name : {"OSError", "UnicodeEncodeError", "builtins.ValueError", "Value", ""}) {
    EXPECT_FALSE(raised.caught_by(name)) << name;
  }
}

TEST(PythonException, WhatIsTypeAndText) {
  EXPECT_STREQ(PythonException::value_error("handshake not done yet").what(), "ValueError: handshake not done yet");
  EXPECT_STREQ(PythonException({"ssl.SSLZeroReturnError", {}, {}, {}, ""}).what(), "ssl.SSLZeroReturnError");
}

TEST(PythonException, PlainOnesHaveTheirTextAsOnlyArgument) {
  const Raised raised = PythonException::type_error("no").raised();
  EXPECT_EQ(raised, (Raised{"TypeError", {"Exception"}, Tuple{{Str{"no"}}}, Dict{}, "no"}));
  EXPECT_EQ(PythonException::value_error("no").raised().type, "ValueError");
  EXPECT_EQ(PythonException::attribute_error("no").raised().type, "AttributeError");
}

TEST(PythonException, EncodeErrorNamesCodePoints) {
  const Raised raised =
      PythonException::unicode_encode_error("utf-8", {"a\xED\xA0\x80"}, 1, 2, "surrogates not allowed").raised();
  EXPECT_EQ(raised.type, "UnicodeEncodeError");
  EXPECT_EQ(raised.bases, (Bases{"UnicodeError", "ValueError", "Exception"}));
  EXPECT_EQ(raised.text, "'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed");
  EXPECT_EQ(to_literal(raised.args), "('utf-8', 'a\\ud800', 1, 2, 'surrogates not allowed')");
  EXPECT_EQ(PythonException::unicode_encode_error("ascii", {"\xC3\xA9\xC3\xA9"}, 0, 2, "x").raised().text,
            "'ascii' codec can't encode characters in position 0-1: x");
}

TEST(PythonException, OsErrorWithoutSubclass) {
  const Raised raised = PythonException::os_error(ENOTCONN).raised();
  EXPECT_EQ(raised.type, "OSError");
  EXPECT_EQ(raised.bases, Bases{"Exception"});
  EXPECT_EQ(raised.text, "[Errno 107] Transport endpoint is not connected");
  EXPECT_EQ(to_literal(raised.args), "(107, 'Transport endpoint is not connected')");
  EXPECT_EQ(to_literal(raised.attributes), "{'errno': 107, 'strerror': 'Transport endpoint is not connected'}");
}

TEST(PythonException, OsErrorPicksTheSubclassOfTheErrno) {
  const std::pair<int, const char*> rows[] = {
      {EAGAIN, "BlockingIOError"},          {EALREADY, "BlockingIOError"},
      {EINPROGRESS, "BlockingIOError"},     {EWOULDBLOCK, "BlockingIOError"},
      {EPIPE, "BrokenPipeError"},           {ESHUTDOWN, "BrokenPipeError"},
      {ECHILD, "ChildProcessError"},        {ECONNABORTED, "ConnectionAbortedError"},
      {ECONNRESET, "ConnectionResetError"}, {ECONNREFUSED, "ConnectionRefusedError"},
      {EEXIST, "FileExistsError"},          {ENOENT, "FileNotFoundError"},
      {EISDIR, "IsADirectoryError"},        {ENOTDIR, "NotADirectoryError"},
      {EINTR, "InterruptedError"},          {EACCES, "PermissionError"},
      {EPERM, "PermissionError"},           {ESRCH, "ProcessLookupError"},
      {ETIMEDOUT, "TimeoutError"},          {EBADF, "OSError"}};
  for (const auto& [error_number, type] : rows) {
    EXPECT_EQ(PythonException::os_error(error_number).raised().type, type) << error_number;
  }
}

TEST(PythonException, OnlyConnectionErrorsHaveConnectionErrorAsBase) {
  EXPECT_EQ(PythonException::os_error(EPIPE).raised().bases, (Bases{"ConnectionError", "OSError", "Exception"}));
  EXPECT_EQ(PythonException::os_error(ECONNRESET).raised().bases, (Bases{"ConnectionError", "OSError", "Exception"}));
  EXPECT_EQ(PythonException::os_error(ETIMEDOUT).raised().bases, (Bases{"OSError", "Exception"}));
}

TEST(PythonException, UnicodeDecodeErrorOfOneByteShowsTheByte) {
  const Raised raised = PythonException::unicode_decode_error("utf-8", "\xE9", 0, 1, "unexpected end of data").raised();
  EXPECT_EQ(raised.text, "'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data");
  EXPECT_EQ(to_literal(raised.args), R"(('utf-8', b'\xe9', 0, 1, 'unexpected end of data'))");
  EXPECT_EQ(to_literal(raised.attributes),
            "{'reason': 'unexpected end of data', 'encoding': 'utf-8', 'object': b'\\xe9', 'start': 0, 'end': 1}");
  EXPECT_EQ(raised.bases, (Bases{"UnicodeError", "ValueError", "Exception"}));
}

TEST(PythonException, UnicodeDecodeErrorOfSeveralBytesShowsTheRange) {
  EXPECT_EQ(decode_error("a\xE2\x82", 1, 3), "'utf-8' codec can't decode bytes in position 1-2: invalid start byte");
}

TEST(PythonException, UnicodeDecodeErrorBeyondTheObjectShowsTheRange) {
  EXPECT_EQ(decode_error("a", 1, 2), "'utf-8' codec can't decode bytes in position 1-1: invalid start byte");
  EXPECT_EQ(decode_error("a", 0, 0), "'utf-8' codec can't decode bytes in position 0--1: invalid start byte");
}

TEST(PythonException, SslErrorPrintsItsTextAlone) {
  const Raised raised = PythonException::ssl_error(1, "[SSL] x", Str{"SSL"}, None{}).raised();
  EXPECT_EQ(raised.type, "ssl.SSLError");
  EXPECT_EQ(raised.bases, (Bases{"OSError", "Exception"}));
  EXPECT_EQ(raised.text, "[SSL] x");
  EXPECT_EQ(to_literal(raised.args), "(1, '[SSL] x')");
  EXPECT_EQ(to_literal(raised.attributes), "{'errno': 1, 'strerror': '[SSL] x', 'library': 'SSL', 'reason': None}");
}

}  // namespace
}  // namespace peercert
