// A BIO over a connected socket that never raises SIGPIPE, which OpenSSL's own does.
#ifndef PEERCERT_TLS_SOCKET_BIO_H
#define PEERCERT_TLS_SOCKET_BIO_H

#include "x509/openssl.h"

namespace peercert {

// make_socket_bio returns a BIO that receives from and sends to `descriptor`, which it does not own.
[[nodiscard]] BioOwner make_socket_bio(int descriptor);

}  // namespace peercert

#endif
