// Connecting a socket, as Python's socket module does.
#ifndef PEERCERT_TLS_CONNECTING_H
#define PEERCERT_TLS_CONNECTING_H

#include <netdb.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tls/waiting.h"

namespace peercert {

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

// family_of returns AF_INET, AF_INET6, ... of a socket; AF_INET of what is none.
[[nodiscard]] int family_of(int descriptor);

// resolve returns at least one address of that family (AF_UNSPEC: of any). Throws socket.gaierror.
[[nodiscard]] Addresses resolve(int family, const std::string& host, std::uint16_t port);

// connect_socket is internal_connect of CPython's socketmodule.c: it returns errno, 0 when connected, nullopt when it
// took too long.
[[nodiscard]] std::optional<int> connect_socket(int descriptor, const addrinfo& address, Timeout timeout);

}  // namespace peercert

#endif
