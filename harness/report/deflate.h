// Data in a text: compressed and in base64, as a web page can hold it.
#ifndef PEERCERT_REPORT_DEFLATE_H
#define PEERCERT_REPORT_DEFLATE_H

#include <string>
#include <string_view>

namespace peercert::report {

// base64 returns `bytes` in base64 (RFC 4648 section 4), in one line.
[[nodiscard]] std::string base64(std::string_view bytes);

// deflated returns `bytes` compressed as far as zlib can, with zlib's header (RFC 1950): what a browser's
// DecompressionStream calls "deflate". Throws std::runtime_error when there is no memory for it.
[[nodiscard]] std::string deflated(std::string_view bytes);

}  // namespace peercert::report

#endif
