// How the certificate of a recipe gets to whoever decodes it.
#ifndef PEERCERT_FORGE_CARRIED_H
#define PEERCERT_FORGE_CARRIED_H

#include <optional>
#include <string>
#include <string_view>

namespace peercert::forge {

// Carried is how a certificate that is a case of its own gets to whoever decodes it, besides being decoded directly.
enum class Carried {
  kHandshake,         // the subject's own two ends show it to each other, and validate it
  kPeer,              // a peer of the harness shows it, since TLS libraries refuse to load it; it is validated
  kRefused,           // a peer shows it to whoever trusts its issuer; some library at least cannot read it
  kWithoutTimeCheck,  // as kHandshake, where only X509_V_FLAG_NO_CHECK_TIME lets it be validated
  kUnvalidated,       // a peer shows it to a client that asks for validation only afterwards
  kDirect,            // no handshake carries it
};

// carried_word returns "handshake", "peer", "refused", "without_time_check", "unvalidated", "direct"; carried_from
// reads it back.
[[nodiscard]] std::string_view carried_word(Carried carried);
[[nodiscard]] std::optional<Carried> carried_from(std::string_view word);

// carried_words returns all of them, as a message lists them.
[[nodiscard]] std::string carried_words();

}  // namespace peercert::forge

#endif
