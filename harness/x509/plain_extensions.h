// The extensions that getpeercert() tells of, where they are plain (plain.h).
#ifndef PEERCERT_X509_PLAIN_EXTENSIONS_H
#define PEERCERT_X509_PLAIN_EXTENSIONS_H

#include <optional>
#include <string_view>

#include "x509/arena.h"
#include "x509/peer_certificate.h"

namespace peercert::plain {

// Extensions are the values of those that are in a certificate, each nullopt where it is absent or there twice.
struct Extensions {
  struct Found {
    std::optional<std::string_view> value;
    bool twice = false;
  };
  Found subject_alt_name;
  Found authority_info_access;
  Found crl_distribution_points;
};

// note_extension adds an extension, if it is one of them: `type` are the content octets of its OBJECT IDENTIFIER.
void note_extension(std::string_view type, std::string_view value, Extensions& extensions);

// These three return what an extension says, nullopt where it is absent, there twice or, but for the first, says
// nothing. Bytes after a value are ignored. What they return is in `arena`. They throw NotPlain.
struct Access {
  std::optional<Uris> ocsp;
  std::optional<Uris> ca_issuers;
};
[[nodiscard]] std::optional<Items<GeneralName>> subject_alt_name(const Extensions& extensions, Arena& arena);
[[nodiscard]] Access access(const Extensions& extensions, Arena& arena);
[[nodiscard]] std::optional<Uris> crl_distribution_points(const Extensions& extensions, Arena& arena);

}  // namespace peercert::plain

#endif
