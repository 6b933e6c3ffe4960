// The types of attributes, as texts.
#ifndef PEERCERT_X509_ATTRIBUTE_TYPE_H
#define PEERCERT_X509_ATTRIBUTE_TYPE_H

#include <string>
#include <string_view>

namespace peercert::plain {

// attribute_type returns what object_text (name.h) says of the OBJECT IDENTIFIER with this content. The names of types
// that certificates often have are looked up once; which names those are is OpenSSL's business. Throws NotPlain for
// what is no object identifier or has no text.
[[nodiscard]] std::string attribute_type(std::string_view content);

}  // namespace peercert::plain

#endif
