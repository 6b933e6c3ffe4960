// A host and a port, as people write them.
#ifndef PEERCERT_SHOW_ENDPOINT_H
#define PEERCERT_SHOW_ENDPOINT_H

#include <cstdint>
#include <string>

namespace peercert::show {

struct Endpoint {
  std::string host;  // a name or an address, without brackets
  std::uint16_t port = 0;

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

// parse_endpoint returns what HOST:PORT says: "example.org:443", "192.0.2.1:443", "[2001:db8::1]:443". Throws
// NothingToShow, which says what to write instead, for what is none.
[[nodiscard]] Endpoint parse_endpoint(const std::string& text);

// require_ascii throws NothingToShow, which says that it is about `text`, for a name of a host that is not ASCII.
// Python would encode it by IDNA.
void require_ascii(const std::string& text, const std::string& name);

// is_address returns whether `host` is an IP address, which a certificate has for another kind of name, and TLS for
// none.
[[nodiscard]] bool is_address(const std::string& host);

}  // namespace peercert::show

#endif
