// The decoder, on any bytes.
#include "x509/annotate.h"
#include "x509/decode.h"

#include <nlohmann/json.hpp>

#include <variant>

#include "fuzz/target.h"
#include "value/exception.h"
#include "value/json.h"
#include "value/literal.h"
#include "x509/compatibility.h"
#include "x509/fields.h"
#include "x509/openssl.h"

using namespace peercert;

namespace {

using Result = std::variant<PeerCertificate, Raised>;

template <typename Decode>
Result result_of(Decode decode) {
  try {
    return decode();
  } catch (const PythonException& error) {
    const std::string& type = error.raised().type;
    fuzz::require(type == "ssl.SSLError" || type == "UnicodeDecodeError", "only what is documented is raised", type);
    return error.raised();
  }
}

// What somebody else has left in the queue, with data and without.
void leave_errors() {
  ERR_clear_error();
  compatibility::SavedError error;
  error.code = ERR_PACK(ERR_LIB_USER, 0, 101);
  error.line = 7;
  error.file = "somebody_else.c";
  compatibility::put_error(error);
  error.data = "some data";
  error.flags = ERR_TXT_STRING;
  compatibility::put_error(error);
}

void require_errors_as_left() {
  compatibility::SavedError first, second, none;
  const bool two = compatibility::take_error(first) && compatibility::take_error(second);
  fuzz::require(two && !compatibility::take_error(none), "the error queue has as many entries as before");
  const bool codes = ERR_GET_REASON(first.code) == 101 && ERR_GET_REASON(second.code) == 101;
  fuzz::require(codes && first.line == 7 && first.data.empty() && second.data == "some data",
                "the error queue has the same entries as before");
}

void check_value(const PeerCertificate& certificate) {
  const Value value = to_value(certificate);
  const std::string literal = to_literal(value);
  fuzz::require(parse_literal(literal) == value, "the dictionary's literal reads back", literal);
  fuzz::require(parse_literal(to_pretty_literal(value)) == value, "the dictionary's pretty literal reads back",
                literal);
  fuzz::require(from_tagged_json(to_tagged_json(value)) == value, "the dictionary's tagged JSON reads back", literal);
}

void check_raised(const Raised& raised) {
  fuzz::require(parse_literal(to_literal(raised.args)) == raised.args, "the literal of args reads back", raised.text);
  fuzz::require(raised.caught_by("Exception"), "what is raised is an Exception", raised.type);
}

std::string to_der(X509* certificate) {
  unsigned char* data = nullptr;
  const int length = i2d_X509(certificate, &data);
  if (length < 0) return "";
  const OpenSslOwner<unsigned char, free_bytes> owner(data);
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(length)};
}

X509Owner read(std::string_view der) {
  const auto* data = reinterpret_cast<const unsigned char*>(der.data());
  return X509Owner(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
}

// The bytes that getpeercert(True) gives are those of the same certificate.
void check_binary_form(std::string_view der, const Result& result) {
  const X509Owner certificate = read(der);
  if (certificate == nullptr) {
    fuzz::require(std::holds_alternative<Raised>(result), "what OpenSSL does not read is not decoded");
    return;
  }
  fuzz::require(result_of([&] { return decode_certificate(certificate.get()); }) == result,
                "it is the same whether read before or not");
  const std::string binary = to_der(certificate.get());
  fuzz::require(!binary.empty(), "a certificate that was read can be written");
  fuzz::require(result_of([&] { return decode_certificate(binary); }) == result, "its binary form decodes the same");
  fuzz::require(to_der(read(binary).get()) == binary, "its binary form is its own binary form");
}

void check_fields(std::string_view der) {
  const auto fields = certificate_fields(der);
  for (const Field& field : fields) {
    fuzz::require(field.offset <= der.size() && field.length <= der.size() - field.offset, "a field is in the bytes");
    fuzz::require(field_of(fields, field.path) != nullptr, "a field is found", field.path);
  }
}

// Headers and the contents of what is not opened are all of the bytes.
void check_annotations(std::string_view der) {
  std::size_t at = 0;
  for (const Annotation& one : annotate_certificate(der)) {
    fuzz::require(one.offset == at, "an annotation begins where the one before it ends", one.name);
    at += one.header_length + (one.opened ? 0 : one.length);
  }
  fuzz::require(at == der.size(), "annotations are all of the bytes");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view der = fuzz::text_of(data, size);
  leave_errors();
  const Result result = result_of([&] { return decode_certificate(der); });
  require_errors_as_left();
  fuzz::require(result_of([&] { return decode_certificate(der); }) == result, "it is the same the second time");
  if (const auto* certificate = std::get_if<PeerCertificate>(&result)) check_value(*certificate);
  if (const auto* raised = std::get_if<Raised>(&result)) check_raised(*raised);
  check_binary_form(der, result);
  check_fields(der);
  check_annotations(der);
  ERR_clear_error();
  return 0;
}
