/// @file
/// Connection is Python's ssl.SSLObject (made by Context::wrap_bio) or ssl.SSLSocket (made by Context::wrap_socket).
///
///     connection.do_handshake();  // throws SSLWantReadError while the peer's bytes are missing
///     Value dictionary = connection.getpeercert();
///
/// Every failure is a PythonException with the type, arguments and text that Python's method of that name raises.
/// Nothing here raises SIGPIPE. OpenSSL's error queue of the calling thread is left as found, and what stands in it is
/// not taken for an error of the connection. Every method may be called at any time, and in any order.
///
/// Threads: connections do not know of each other, also those of one Context or one Session, so each may be used in a
/// thread of its own. One connection is for one thread at a time, and may go from thread to thread; its const methods,
/// getpeercert() among them, several threads may call at once while none is in a method that is not const. The two ends
/// of a MemoryBio are one thing: it is for one thread at a time.
///
/// Some of what Python does follows from how its classes are made: SSLSocket keeps the connection in a member _sslobj,
/// which is None before and after, and the garbage collector closes. This is what becomes of it here, after the colon:
///
/// - AttributeError, "'NoneType' object has no attribute 'getpeercert'", after unwrap(), shutdown(), close(), a failed
///   connect(), a failed handshake within connect(): the same PythonException, wherever the member is None, that is
///   after unwrap(), shutdown(), close() over a socket, and after a connect() that threw.
/// - OSError(107) and (9), since SSLSocket asks getpeername() while it does not believe that it is connected: the same,
///   as long as it never was connected; a connect_ex() that returned an errno leaves it so for ever.
/// - AttributeError, since an SSLObject has no connect() and the like: the same over memory; close() alone has no
///   effect there.
/// - makefile() counts, and close() waits for the last file: makefile() returns a File, and the last one to go closes.
///   A Connection that is destroyed closes likewise.
/// - A socket that nobody refers to is closed: the destructor closes; a File keeps the descriptor open.
/// - After detach() the SSL goes on with the descriptor: the same; a call that would wait with a timeout says so.
/// - sni_callback(socket, name, context) may set socket.context; raising or returning a number fails the handshake, and
///   what was raised is only printed: Context::set_sni_callback takes a function of the name that returns the context
///   to go on with, or nullopt; throwing is raising, and what was thrown is dropped.
/// - The truth of any object as binary_form, whose __bool__ may raise before the state is looked at: a bool; there is
///   nothing that could throw.
/// - A context lives as long as one name, connection or session refers to it, and cycles are collected: Context is a
///   handle that counts; a callback that holds its own context is a cycle that nobody collects.
/// - session = None is a TypeError, but not without _sslobj: set_session(std::nullopt), the same.
/// - Two names of one socket: none, since a Connection can be moved and not copied. One that was moved from throws
///   std::logic_error from every method.
#ifndef PEERCERT_TLS_CONNECTION_H
#define PEERCERT_TLS_CONNECTION_H

#include <openssl/ossl_typ.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tls/context.h"
#include "tls/memory_bio.h"
#include "tls/session.h"
#include "value/export.h"
#include "value/value.h"
#include "x509/peer_certificate.h"

namespace peercert {

/// NoCertificate is None: the peer sent no certificate.
struct PEERCERT_EXPORT NoCertificate {};
/// UnvalidatedCertificate is {}: there is a certificate, and it was not verified.
struct PEERCERT_EXPORT UnvalidatedCertificate {};

/// PeerCertificateAnswer is what getpeercert() returns, typed.
using PeerCertificateAnswer = std::variant<NoCertificate, UnvalidatedCertificate, PeerCertificate>;

/// Connection is one end of a TLS connection: Python's ssl.SSLObject or ssl.SSLSocket, see connection.h.
class PEERCERT_EXPORT Connection {
 public:
  class File;

  Connection(Connection&&) noexcept;             ///< takes the other's place; every method of that throws
  Connection& operator=(Connection&&) noexcept;  ///< closes what it was, and takes the other's place
  ~Connection();                                 ///< closes the socket, as close() does

  /// connect connects a socket that was wrapped unconnected to `port` of `host`, a name or an address, and does the
  /// handshake when it was wrapped with do_handshake_on_connect. Throws ValueError on a server and when it was
  /// connected before; what the system says as an OSError (socket.gaierror for a name that is none), TimeoutError, and
  /// what do_handshake() throws: then there is no TLS any more. A socket that does not block is in progress:
  /// BlockingIOError.
  void connect(const std::string& host, std::uint16_t port);

  /// connect_ex returns 0, or errno in place of an OSError of connecting: then, as in Python, it has TLS and counts as
  /// never connected. Otherwise it throws as connect does.
  [[nodiscard]] int connect_ex(const std::string& host, std::uint16_t port);

  /// do_handshake is one call of SSL_do_handshake. Over memory, and over a non-blocking socket, it throws
  /// SSLWantReadError (or SSLWantWriteError) when it must wait for the peer: call it again when bytes have come. No
  /// effect once done.
  void do_handshake();

  /// getpeercert returns None when the peer sent no certificate; with binary_form its DER bytes; an empty dictionary
  /// when the context's verify mode is, at this moment, CERT_NONE; otherwise the decoded dictionary. Throws ValueError
  /// while OpenSSL does not consider the handshake finished, what decode_certificate throws, and for a socket OSError
  /// before it is connected and AttributeError after close() or unwrap().
  [[nodiscard]] Value getpeercert(bool binary_form = false) const;

  /// peer_certificate returns the same as getpeercert(false), typed.
  [[nodiscard]] PeerCertificateAnswer peer_certificate() const;

  /// peer_certificate_der returns the same as getpeercert(true), typed: nullopt when the peer sent no certificate.
  [[nodiscard]] std::optional<std::string> peer_certificate_der() const;

  /// get_verified_chain returns the list of the DER bytes of the chain that OpenSSL made when it verified the peer's
  /// certificate: that one, its issuers, whether they were sent or not, at last the one that is trusted. It is empty
  /// when the peer had no certificate or the session was resumed, and without TLS it throws AttributeError. With
  /// CERT_NONE it is as far as OpenSSL came, on a server nothing. (ssl.SSLSocket.get_verified_chain, CPython 3.13)
  [[nodiscard]] Value get_verified_chain() const;
  /// get_unverified_chain returns the same of the certificates as the peer sent them, its own first. Of a session that
  /// was resumed by a ticket a server has the client's own, and a client nothing. Neither of the two waits for the
  /// handshake: until the certificate has come they are empty. (ssl.SSLSocket.get_unverified_chain, CPython 3.13)
  [[nodiscard]] Value get_unverified_chain() const;

  /// verified_chain returns the same as get_verified_chain(), typed.
  [[nodiscard]] std::vector<std::string> verified_chain() const;
  /// unverified_chain returns the same as get_unverified_chain(), typed.
  [[nodiscard]] std::vector<std::string> unverified_chain() const;

  /// read returns between 1 and `size` bytes, or "" at the end of the stream. It completes a handshake that is not
  /// done. Throws SSLWantReadError where it would have to wait; over memory SSLEOFError, and over a socket that does
  /// not suppress ragged EOFs the same, when the stream ends without close_notify.
  [[nodiscard]] std::string read(std::size_t size = 1024);

  /// write returns how many bytes of `data` it took. It completes a handshake that is not done.
  std::size_t write(std::string_view data);

  /// pending returns how many decrypted bytes wait to be read.
  [[nodiscard]] std::size_t pending() const;

  /// version returns "TLSv1.2", "TLSv1.3", ..., or nullopt while the handshake is not done.
  [[nodiscard]] std::optional<std::string> version() const;

  /// verify_client_post_handshake makes a TLS 1.3 server ask for the client's certificate; the next write() sends the
  /// question, and a read() takes the answer. Throws ssl.SSLError for what OpenSSL refuses: on a client, in TLS 1.2,
  /// with CERT_NONE, for a client without post_handshake_auth, while the last one is not answered. Throws ValueError
  /// without TLS.
  void verify_client_post_handshake();

  /// session returns what a later connection can resume, nullopt when there is none yet; in TLS 1.3 it comes with the
  /// first read(). Throws ValueError while it has no cipher.
  [[nodiscard]] std::optional<Session> session() const;
  /// set_session offers `session` in the handshake. Throws ValueError for a session of another context, on a server,
  /// and after the handshake; TypeError for nullopt. A socket that is not connected keeps it for connect().
  void set_session(const std::optional<Session>& session);
  /// session_reused returns whether the handshake resumed a session; nullopt without TLS.
  [[nodiscard]] std::optional<bool> session_reused() const;

  /// unwrap sends close_notify and waits for the peer's. Throws SSLWantReadError where it would have to wait. After it
  /// has succeeded over a socket, the connection no longer has TLS, and the descriptor is still open.
  void unwrap();

  /// shutdown is socket.shutdown(how) with SHUT_RD, SHUT_WR or SHUT_RDWR: TLS is gone first, without close_notify.
  /// Throws OSError.
  void shutdown(int how);

  /// close closes the socket without close_notify, as SSLSocket.close() does, or leaves that to the last File. No
  /// effect over memory, where Python's SSLObject has no such method.
  void close();

  /// detach returns the descriptor, which belongs to the caller from now on; -1 when there is none any more. TLS stays,
  /// and goes on using the descriptor until close().
  [[nodiscard]] int detach();

  /// makefile returns a reference that keeps the socket open.
  [[nodiscard]] File makefile();

  /// settimeout says how long each call may wait, in seconds: nullopt for ever, 0 not at all, when it throws
  /// SSLWantReadError. When more has passed, TimeoutError. Throws ValueError for what is no time, and OSError after
  /// close().
  void settimeout(std::optional<double> timeout);
  /// gettimeout returns what settimeout() was told last.
  [[nodiscard]] std::optional<double> gettimeout() const;

  /// context returns the context whose verify mode getpeercert() consults.
  [[nodiscard]] Context context() const;
  /// set_context replaces it, as `connection.context = context` does: from now on getpeercert() consults that one's
  /// verify mode; what is asked of the peer and verified stays as it was. Throws AttributeError without TLS.
  void set_context(const Context& context);

  /// server_side returns whether this is the server.
  [[nodiscard]] bool server_side() const;
  /// server_hostname returns whom a client wanted to reach; nullopt when it was told nobody.
  [[nodiscard]] const std::optional<std::string>& server_hostname() const;

  /// fileno returns the socket's descriptor, -1 over memory and after close().
  [[nodiscard]] int fileno() const;

  /// native_handle returns OpenSSL's object, owned by this connection; nullptr before connect and after close().
  [[nodiscard]] SSL* native_handle() const;

 private:
  friend class Context;
  struct State;
  explicit Connection(std::shared_ptr<State> state);
  [[nodiscard]] PEERCERT_HIDDEN State& state() const;  ///< throws std::logic_error when this was moved from
  PEERCERT_HIDDEN int real_connect(const std::string& host, std::uint16_t port, bool raises);

  std::shared_ptr<State> state_;  ///< shared with Files
};

/// File is what makefile() returns. It can be moved, and closes when it is destroyed. One that was moved from, or
/// closed, is closed.
class PEERCERT_EXPORT Connection::File {
 public:
  File(File&&) noexcept = default;         ///< takes the other's place, which is closed then
  File& operator=(File&& other) noexcept;  ///< closes what it was, and takes the other's place
  ~File();                                 ///< closes, as close() does

  /// close gives the reference up: when it was the last, and the Connection was closed, the socket is closed.
  void close();
  /// closed returns whether the reference was given up.
  [[nodiscard]] bool closed() const { return state_ == nullptr; }

 private:
  friend class Connection;
  explicit File(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace peercert

#endif
