/// @file
/// Session is Python's ssl.SSLSession: what a client offers so that its next connection need not start from nothing.
///
///     second.set_session(first.session());  // before the handshake; both of one context
#ifndef PEERCERT_TLS_SESSION_H
#define PEERCERT_TLS_SESSION_H

#include <openssl/ssl.h>

#include <memory>
#include <utility>

#include "tls/context.h"
#include "value/export.h"

namespace peercert {

/// Session is a handle: copies name the same session. Connection::session() makes one.
class PEERCERT_EXPORT Session {
 public:
  // A move is a copy, so that no session is left empty.
  Session(const Session&) = default;             ///< another name of the same session
  Session& operator=(const Session&) = default;  ///< from now on the name of that session
  ~Session() = default;

  /// native_handle returns OpenSSL's object, owned by this session.
  [[nodiscard]] SSL_SESSION* native_handle() const { return session_.get(); }

 private:
  friend class Connection;
  Session(const Context& context, std::shared_ptr<SSL_SESSION> session)
      : context_(context), session_(std::move(session)) {}

  Context context_;  ///< the only one whose connections can resume it
  std::shared_ptr<SSL_SESSION> session_;
};

}  // namespace peercert

#endif
