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

// create_connection is Python's socket.create_connection: it returns a socket that is connected to the first address
// of `host` that can be connected to, and belongs to the caller. Each address may take `timeout` (nullopt: for ever),
// which is the socket's afterwards. Throws socket.gaierror, and for the last address OSError or TimeoutError.
[[nodiscard]] int create_connection(const std::string& host, std::uint16_t port, Timeout timeout = std::nullopt);

}  // namespace peercert

#endif
