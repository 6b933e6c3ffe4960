// Context::wrap_bio and Context::wrap_socket: where connections are made.
#include <sys/socket.h>

#include <cerrno>
#include <new>
#include <utility>

#include "tls/connection_faults.h"
#include "tls/connection_state.h"
#include "tls/errors.h"
#include "tls/socket_bio.h"
#include "value/code_points.h"
#include "value/fault.h"
#include "x509/error_queue.h"

namespace peercert {
namespace {

// CPython's _ssl_configure_hostname: a name is sent (SNI) and, when host names are checked, demanded; an address is
// only demanded.
void configure_hostname(SSL* ssl, std::string name, bool check) {
  if (name.empty() || name.front() == '.') {
    throw PythonException::value_error("server_hostname cannot be an empty string or start with a leading dot.");
  }
  if (name.find('\0') != std::string::npos) {
    throw PythonException::type_error("argument must be encoded string without null bytes, not str");
  }
  if (!is_ascii(name)) {
    throw PythonException::value_error("server_hostname must be ASCII here: give the name as IDNA encodes it");
  }
  const OctetStringOwner address(a2i_IPADDRESS(name.c_str()));
  ERR_clear_error();
  if (address == nullptr) {
    require(SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) == 1);
  }
  if (!check || seeded(Fault::kHostNameIsNotDemanded)) return;
  X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl);
  if (address == nullptr) {
    require(X509_VERIFY_PARAM_set1_host(parameters, name.data(), name.size()) == 1);
  } else {
    require(X509_VERIFY_PARAM_set1_ip(parameters, ASN1_STRING_get0_data(address.get()),
                                      static_cast<std::size_t>(ASN1_STRING_length(address.get()))) == 1);
  }
}

// bpo-37428: what tells a server to ask later would make a client verify, so each role has its own way.
void allow_post_handshake_auth(SSL* ssl, bool server_side) {
  const int mode = SSL_get_verify_mode(ssl);
  if (seeded(Fault::kLaterIsAtOnce) && server_side) return;
  if (!server_side) {
    SSL_set_post_handshake_auth(ssl, 1);
  } else if ((mode & SSL_VERIFY_PEER) != 0) {
    const int asked = seeded(Fault::kLaterIsNeverRequired) ? SSL_VERIFY_PEER : mode;
    SSL_set_verify(ssl, asked | SSL_VERIFY_POST_HANDSHAKE, SSL_get_verify_callback(ssl));
  }
}

// CPython's newPySSLSocket
void check_role(const Context& context, bool server_side) {
  const auto error = [](const char* text) { return PythonException::ssl_error(0, text, None{}, None{}); };
  if (context.protocol() == Protocol::PROTOCOL_TLS_CLIENT && server_side) {
    throw error("Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
  }
  if (context.protocol() == Protocol::PROTOCOL_TLS_SERVER && !server_side) {
    throw error("Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
  }
}

BioOwner another_reference(BIO* bio) {
  BIO_up_ref(bio);
  return BioOwner(bio);
}

bool is_connected(int descriptor) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &length) == 0) return true;
  if (errno != ENOTCONN) throw PythonException::os_error(errno);
  return false;
}

// What a peer sent before it closed must not pass for something that came through TLS (CVE-2023-40217, gh-108310).
void refuse_early_data(int descriptor) {
  char byte = 0;
  const ssize_t count = recv(descriptor, &byte, 1, MSG_DONTWAIT);
  if (count < 0 && errno != ENOTCONN && errno != EINVAL) throw PythonException::os_error(errno);
  if (count <= 0 || seeded(Fault::kEarlyDataIsLetIn)) return;
  const std::string reason = "Closed before TLS handshake with data in recv buffer.";
  throw PythonException::ssl_error(ENOTCONN, reason, None{}, Str{reason});
}

// SSLSocket._create, its checks of the arguments
void check_arguments(const Context& context, const WrapSocketOptions& options) {
  const bool has_name = options.server_hostname && !options.server_hostname->empty();
  if (options.server_side && has_name) {
    throw PythonException::value_error("server_hostname can only be specified in client mode");
  }
  if (context.check_hostname() && !has_name) {
    throw PythonException::value_error("check_hostname requires server_hostname");
  }
}

}  // namespace

// CPython's newPySSLSocket
void Connection::State::wrap(BioOwner incoming, BioOwner outgoing) {
  check_role(context, server_side);
  SslOwner made(SSL_new(context.native_handle()));
  require(made != nullptr);
  SSL_set_ex_data(made.get(), 0, this);  // for serve_name
  SSL_set0_rbio(made.get(), incoming.release());
  SSL_set0_wbio(made.get(), outgoing.release());
  SSL_set_mode(made.get(), SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
  // OpenSSL before 1.1.1l does not hand them down
  X509_VERIFY_PARAM_set_hostflags(SSL_get0_param(made.get()), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  if (context.post_handshake_auth()) allow_post_handshake_auth(made.get(), server_side);
  if (server_hostname) configure_hostname(made.get(), *server_hostname, context.check_hostname());
  if (server_side) {
    SSL_set_accept_state(made.get());
  } else {
    SSL_set_connect_state(made.get());
  }
  ssl = std::move(made);
  if (!session) return;
  try {
    offer(session);
  } catch (const PythonException&) {
    ssl.reset();
    throw;
  }
}

void Connection::State::wrap_socket() {
  BioOwner bio = make_socket_bio(socket.number());
  BioOwner same = another_reference(bio.get());
  wrap(std::move(bio), std::move(same));
}

Connection Context::wrap_bio(const MemoryBio& incoming, const MemoryBio& outgoing, bool server_side,
                             const std::optional<std::string>& server_hostname) const {
  const PreservedErrorQueue preserved;
  auto state = std::make_shared<Connection::State>(*this);
  state->server_side = server_side;
  state->server_hostname = server_hostname;
  state->wrap(another_reference(incoming.native_handle()), another_reference(outgoing.native_handle()));
  return Connection(std::move(state));
}

// SSLSocket._create
Connection Context::wrap_socket(int descriptor, const WrapSocketOptions& options) const {
  const PreservedErrorQueue preserved;
  auto state = std::make_shared<Connection::State>(*this, descriptor);
  check_arguments(*this, options);
  state->server_side = options.server_side;
  state->server_hostname = options.server_hostname;
  state->do_handshake_on_connect = options.do_handshake_on_connect;
  state->suppress_ragged_eofs = options.suppress_ragged_eofs;
  state->connected = is_connected(descriptor);
  if (!state->connected) refuse_early_data(descriptor);
  if (options.timeout) set_timeout(descriptor, options.timeout);
  state->timeout = options.timeout ? options.timeout : timeout_of(descriptor);
  Connection connection(state);
  if (!state->connected) return connection;
  state->wrap_socket();
  if (!options.do_handshake_on_connect) return connection;
  if (state->timeout == 0.0) {
    throw PythonException::value_error("do_handshake_on_connect should not be specified for non-blocking sockets");
  }
  if (seeded(Fault::kAutomaticHandshakeFailsQuietly)) return faults::after_any_handshake(std::move(connection));
  connection.do_handshake();
  return connection;
}

}  // namespace peercert
