// The types of attributes, as texts.
#ifndef PEERCERT_X509_ATTRIBUTE_TYPE_H
#define PEERCERT_X509_ATTRIBUTE_TYPE_H

#include <string_view>

#include "x509/arena.h"

namespace peercert::plain {

// attribute_type returns what object_text (name.h) says of the OBJECT IDENTIFIER with this content. The names of types
// that certificates often have are looked up once, and last as long as the process; which names those are is OpenSSL's
// business. Any other text is in `arena`. Throws NotPlain for what is no object identifier or has no text.
[[nodiscard]] std::string_view attribute_type(std::string_view content, Arena& arena);

}  // namespace peercert::plain

#endif
