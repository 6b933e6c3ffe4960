// PEM (RFC 7468): lines of 64 characters, nothing before, between or after.
#ifndef PEERCERT_FORGE_PEM_H
#define PEERCERT_FORGE_PEM_H

#include <optional>
#include <string>
#include <string_view>

namespace peercert::forge {

// base64 returns `bytes` in base64 (RFC 4648 section 4), in one line.
[[nodiscard]] std::string base64(std::string_view bytes);

// certificate_to_pem returns the PEM text of a certificate's DER, each of its lines with `line_end` after it.
[[nodiscard]] std::string certificate_to_pem(std::string_view der, std::string_view line_end = "\n");

// certificate_from_pem returns the DER of text that certificate_to_pem could have written with the same `line_end`, or
// nullopt for any other.
[[nodiscard]] std::optional<std::string> certificate_from_pem(std::string_view pem, std::string_view line_end = "\n");

}  // namespace peercert::forge

#endif
