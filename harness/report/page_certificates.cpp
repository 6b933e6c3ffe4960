// The part of the page that shows certificates: the recipe, the bytes, and what stands where in them.
#include <nlohmann/json.hpp>

#include "der/hex.h"
#include "forge/pem.h"
#include "report/page.h"
#include "report/text.h"
#include "value/exception.h"
#include "value/literal.h"
#include "x509/decode.h"
#include "x509/fields.h"

namespace peercert::report {
namespace {

constexpr std::size_t kDecodedWidth = 92;

// What getpeercert() says of it, by the C++ library.
std::string decoded_text(const std::string& der) {
  try {
    return to_pretty_literal(to_value(decode_certificate(der)), kDecodedWidth);
  } catch (const PythonException& raised) {
    return std::string("raises ") + raised.what();
  }
}

Json fields_json(const std::string& der) {
  Json out = Json::array();
  for (const Field& field : certificate_fields(der)) {
    out.push_back({field.path, field.offset, field.length, field.what});
  }
  return out;
}

Json certificate_json(const Json& certificate) {
  Json json = {{"name", member(certificate, "name")}};
  if (certificate.contains("recipe")) json["recipe"] = member(certificate, "recipe");
  const auto der = forge::certificate_from_pem(member(certificate, "pem"));
  if (!der) return json;
  json["hex"] = der::to_hex(*der);
  json["decoded"] = decoded_text(*der);
  json["fields"] = fields_json(*der);
  return json;
}

}  // namespace

Json page_certificates(const View& view) {
  Json out = Json::array();
  for (const auto& item : view.results().at("certificates").items()) out.push_back(certificate_json(item.value()));
  return out;
}

}  // namespace peercert::report
