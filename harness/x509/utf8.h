// Strict UTF-8, as bytes.decode('utf-8') reads it.
#ifndef PEERCERT_X509_UTF8_H
#define PEERCERT_X509_UTF8_H

#include <string>
#include <string_view>

namespace peercert {

// decode_utf8 returns `bytes` as they are. Throws UnicodeDecodeError with CPython's position and reason at the first
// sequence that is no UTF-8: surrogates, overlong forms and code points beyond U+10FFFF included.
[[nodiscard]] std::string decode_utf8(std::string_view bytes);

}  // namespace peercert

#endif
