#include "x509/attribute_type.h"

#include <openssl/objects.h>

#include <array>
#include <string>

#include "x509/name.h"
#include "x509/openssl.h"
#include "x509/plain.h"

namespace peercert::plain {
namespace {

using ObjectOwner = OpenSslOwner<ASN1_OBJECT, ASN1_OBJECT_free>;

// A whole identifier of this length is one that OpenSSL reads, so no error is left in its queue.
std::string ask_openssl(std::string_view content) {
  require_oid(content);
  std::string element;
  require(content.size() < 0x80);
  element += static_cast<char>(kOid);
  element += static_cast<char>(content.size());
  element += content;
  const auto* data = reinterpret_cast<const unsigned char*>(element.data());
  const ObjectOwner object(d2i_ASN1_OBJECT(nullptr, &data, static_cast<long>(element.size())));
  require(object != nullptr);
  return object_text(object.get());
}

// Types of which the texts are kept: 2.5.4.0 to 2.5.4.127 (X.520), and these.
constexpr std::string_view kX520 = "\x55\x04";
constexpr std::array<std::string_view, 3> kOthers = {
    "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01",      // 1.2.840.113549.1.9.1, emailAddress
    "\x09\x92\x26\x89\x93\xF2\x2C\x64\x01\x19",  // 0.9.2342.19200300.100.1.25, domainComponent
    "\x09\x92\x26\x89\x93\xF2\x2C\x64\x01\x01",  // 0.9.2342.19200300.100.1.1, userId
};

struct Texts {
  std::array<std::string, 0x80> x520;
  std::array<std::string, kOthers.size()> others;
};

// A type that OpenSSL has no name for is not kept, since a program may give it one (OBJ_create).
std::string name_or_nothing(std::string_view content) {
  std::string text = ask_openssl(content);
  const bool is_dotted = text.find_first_not_of("0123456789.") == std::string::npos;
  return is_dotted ? "" : text;
}

Texts look_up() {
  Texts texts;
  for (std::size_t arc = 0; arc < texts.x520.size(); ++arc) {
    texts.x520[arc] = name_or_nothing(std::string(kX520) + static_cast<char>(arc));
  }
  for (std::size_t i = 0; i < kOthers.size(); ++i) texts.others[i] = name_or_nothing(kOthers[i]);
  return texts;
}

const std::string* kept(std::string_view content) {
  static const Texts& texts = *new Texts(look_up());  // never destroyed: certificates may last longer than statics
  if (content.size() == kX520.size() + 1 && content.substr(0, kX520.size()) == kX520) {
    const auto arc = static_cast<unsigned char>(content.back());
    return arc < texts.x520.size() ? &texts.x520[arc] : nullptr;
  }
  for (std::size_t i = 0; i < kOthers.size(); ++i) {
    if (content == kOthers[i]) return &texts.others[i];
  }
  return nullptr;
}

}  // namespace

std::string_view attribute_type(std::string_view content, Arena& arena) {
  const std::string* text = kept(content);
  return text != nullptr && !text->empty() ? *text : arena.keep(ask_openssl(content));
}

}  // namespace peercert::plain
