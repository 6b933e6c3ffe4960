/// @file
/// A socket that is connected, as Python's socket module makes one:
///
///     const int socket = create_connection("example.org", 443, 10.0);
///     Connection connection = context.wrap_socket(socket, {.server_hostname = "example.org", .timeout = 10.0});
#ifndef PEERCERT_TLS_CREATE_CONNECTION_H
#define PEERCERT_TLS_CREATE_CONNECTION_H

#include <cstdint>
#include <optional>
#include <string>

#include "value/export.h"

namespace peercert {

/// create_connection is Python's socket.create_connection: it returns a socket that is connected to the first address
/// of `host`, a name or an address, that can be connected to at `port`, and belongs to the caller. Each address may
/// take `timeout` seconds (nullopt: for ever). Pass the same to wrap_socket as WrapSocketOptions::timeout: the
/// descriptor does not block then, and does not remember for how long it may wait. Throws a PythonException:
/// socket.gaierror for a name that is none, and for the last address OSError or TimeoutError.
[[nodiscard]] PEERCERT_EXPORT int create_connection(const std::string& host, std::uint16_t port,
                                                    std::optional<double> timeout = std::nullopt);

}  // namespace peercert

#endif
