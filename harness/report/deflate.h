// Data in a text: compressed and in base64, as a web page can hold it.
#ifndef PEERCERT_REPORT_DEFLATE_H
#define PEERCERT_REPORT_DEFLATE_H

#include <string>
#include <string_view>

#include "forge/pem.h"

namespace peercert::report {

using forge::base64;

// deflated returns `bytes` compressed as far as zlib can, with zlib's header (RFC 1950): what a browser's
// DecompressionStream calls "deflate". Throws std::runtime_error when there is no memory for it.
[[nodiscard]] std::string deflated(std::string_view bytes);

}  // namespace peercert::report

#endif
