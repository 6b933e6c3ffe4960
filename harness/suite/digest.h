// The one digest that suite and reports use.
#ifndef PEERCERT_SUITE_DIGEST_H
#define PEERCERT_SUITE_DIGEST_H

#include <string>
#include <string_view>

namespace peercert::suite {

// sha256_hex returns the SHA-256 of `text` as 64 lower-case digits. Throws std::runtime_error if OpenSSL offers none.
[[nodiscard]] std::string sha256_hex(std::string_view text);

}  // namespace peercert::suite

#endif
