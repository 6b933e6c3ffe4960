/// @file
/// Context is Python's ssl.SSLContext.
///
///     Context server(Protocol::PROTOCOL_TLS_SERVER);
///     server.load_cert_chain_pem(chain, key);
///     Context client(Protocol::PROTOCOL_TLS_CLIENT);  // CERT_REQUIRED, check_hostname
///     client.load_verify_cadata(root);
///     MemoryBio in, out;
///     Connection connection = client.wrap_bio(in, out, false, "example.org");
///
/// Every failure is a PythonException with the type, arguments and text that Python's method of that name raises.
/// OpenSSL's error queue of the calling thread is left as found.
///
/// Threads: any number may make connections of one context at once, use them and destroy them, and call the const
/// methods of the context meanwhile, get_ca_certs() among them. A method that is not const is for one thread, while no
/// other uses the context or is in a handshake or a getpeercert() of a connection of it: set a context up first, then
/// share it. Callbacks are called in the thread of the handshake, so by several threads at once.
#ifndef PEERCERT_TLS_CONTEXT_H
#define PEERCERT_TLS_CONTEXT_H

#include <openssl/ossl_typ.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "value/export.h"
#include "value/value.h"

namespace peercert {

class Connection;
class MemoryBio;

/// Protocol is Python's ssl.PROTOCOL_TLS_CLIENT or ssl.PROTOCOL_TLS_SERVER: the role of a context.
enum class Protocol {
  PROTOCOL_TLS_CLIENT,  ///< for clients
  PROTOCOL_TLS_SERVER,  ///< for servers
};

/// VerifyMode is Python's ssl.VerifyMode, with its numbers.
enum class VerifyMode {
  CERT_NONE = 0,      ///< the peer's certificate is not verified, and getpeercert() returns {} for it
  CERT_OPTIONAL = 1,  ///< it is verified when there is one; a client takes this for CERT_REQUIRED
  CERT_REQUIRED = 2,  ///< it is verified, and there has to be one
};

/// TlsVersion is Python's ssl.TLSVersion, with its numbers.
enum class TlsVersion {
  MINIMUM_SUPPORTED = -2,
  MAXIMUM_SUPPORTED = -1,
  TLSv1 = 0x0301,
  TLSv1_1 = 0x0302,
  TLSv1_2 = 0x0303,
  TLSv1_3 = 0x0304,
};

/// WrapSocketOptions are the arguments of SSLContext.wrap_socket(), with Python's defaults.
struct PEERCERT_EXPORT WrapSocketOptions {
  bool server_side = false;             ///< whether this is the server
  bool do_handshake_on_connect = true;  ///< whether the handshake is done at once, or as soon as it is connected
  bool suppress_ragged_eofs = true;     ///< whether read() takes an end without close_notify for an end
  /// Whom a client wants to reach: for check_hostname, and told the server. ASCII: Python encodes other names by IDNA,
  /// which is left to the caller here, and ValueError without it.
  std::optional<std::string> server_hostname;
  /// What settimeout() has said of the socket, in seconds, which a descriptor does not remember; nullopt: it waits for
  /// ever, or never, as its descriptor does.
  std::optional<double> timeout = std::nullopt;
};

class Context;

/// SniCallback is told the name that the client asked for, nullopt when it asked for none, and returns the context that
/// the connection goes on with, as `socket.context = ...` in Python's sni_callback does; nullopt changes nothing. What
/// it throws fails the handshake, and is dropped.
using SniCallback = std::function<std::optional<Context>(const std::optional<std::string>& server_name)>;

/// PskAnswer is who a client says it is, and the key that goes with it; at most 256 bytes each, and no key is a
/// failure.
struct PEERCERT_EXPORT PskAnswer {
  std::optional<std::string> identity;  ///< who the client says it is
  std::string key;                      ///< the key, as bytes
};

/// PskClientCallback is told the server's hint, and PskServerCallback the client's identity, each nullopt when there is
/// none; the latter returns the key, "" when it has none. What they throw fails the handshake, and is dropped.
using PskClientCallback = std::function<PskAnswer(const std::optional<std::string>& hint)>;
/// PskServerCallback is the server's side of it, see PskClientCallback.
using PskServerCallback = std::function<std::string(const std::optional<std::string>& identity)>;

/// Context is a handle: copies name the same context, as Python's names do, and every connection made from it keeps it
/// alive. What is set here counts for connections made later, with one exception: getpeercert() of every connection
/// reads verify_mode anew on each call.
class PEERCERT_EXPORT Context {
 public:
  /// Context makes what ssl.SSLContext(protocol) makes: TLS 1.2 and later, CPython's own default ciphers and options;
  /// for a client CERT_REQUIRED and check_hostname, for a server CERT_NONE. No certificate is trusted yet.
  explicit Context(Protocol protocol);

  // A move is a copy, so that no context is left without a state.
  Context(const Context&) = default;             ///< another name of the same context
  Context& operator=(const Context&) = default;  ///< from now on the name of that context
  ~Context() = default;

  /// protocol returns what the context was made with.
  [[nodiscard]] Protocol protocol() const;

  /// verify_mode returns whether the peer's certificate is asked for and verified.
  [[nodiscard]] VerifyMode verify_mode() const;
  /// set_verify_mode throws ValueError for CERT_NONE while check_hostname is on.
  void set_verify_mode(VerifyMode mode);

  /// check_hostname returns whether a handshake fails whose certificate is not for the server_hostname.
  [[nodiscard]] bool check_hostname() const;
  /// set_check_hostname(true) turns CERT_NONE into CERT_REQUIRED.
  void set_check_hostname(bool check);

  /// verify_flags returns the X509_V_FLAG_... bits (VERIFY_X509_PARTIAL_CHAIN is 0x80000); 0x8000, TRUSTED_FIRST, is
  /// the default.
  [[nodiscard]] unsigned long verify_flags() const;
  /// set_verify_flags replaces the bits. Throws ssl.SSLError when OpenSSL does not take them.
  void set_verify_flags(unsigned long flags);

  /// options returns the SSL_OP_... bits.
  [[nodiscard]] std::uint64_t options() const;
  /// set_options replaces the bits.
  void set_options(std::uint64_t options);

  /// minimum_version returns the lowest version of TLS that is spoken.
  [[nodiscard]] TlsVersion minimum_version() const;
  /// maximum_version returns the highest.
  [[nodiscard]] TlsVersion maximum_version() const;
  /// set_minimum_version makes `version` the lowest. Throws ValueError for one that OpenSSL does not have.
  void set_minimum_version(TlsVersion version);
  /// set_maximum_version makes `version` the highest. Throws ValueError for one that OpenSSL does not have.
  void set_maximum_version(TlsVersion version);

  /// set_ciphers takes an OpenSSL cipher list for TLS 1.2 and earlier; "@SECLEVEL=0" in it sets the security level,
  /// which TLS 1.0, 1.1 and anonymous ciphers need. Throws ssl.SSLError when the list selects nothing.
  void set_ciphers(const std::string& ciphers);

  /// set_ecdh_curve makes `name` ("prime256v1") the only group for key exchange. Throws ValueError for a name that
  /// OpenSSL does not know, and ssl.SSLError for one that is no group.
  void set_ecdh_curve(const std::string& name);

  /// post_handshake_auth returns whether certificates are asked for later: a TLS 1.3 client lets itself be asked for a
  /// certificate later; in TLS 1.3 a server that verifies asks for none in the handshake, but when
  /// verify_client_post_handshake() tells it to.
  [[nodiscard]] bool post_handshake_auth() const;
  /// set_post_handshake_auth turns that on or off.
  void set_post_handshake_auth(bool enabled);

  /// set_sni_callback makes a server call `callback` in each handshake, an empty one nothing. Throws ValueError on a
  /// client's context. See connection.h for what is different in Python.
  void set_sni_callback(SniCallback callback);

  /// set_psk_client_callback gives a client its key, shared beforehand, when the ciphers allow it; an empty callback
  /// takes it away. Throws ssl.SSLError on a context of the other role.
  void set_psk_client_callback(PskClientCallback callback);
  /// set_psk_server_callback does the same for a server, whose clients are told `identity_hint`. Throws ssl.SSLError on
  /// a context of the other role, and for a hint that is too long.
  void set_psk_server_callback(PskServerCallback callback,
                               const std::optional<std::string>& identity_hint = std::nullopt);

  /// load_verify_cadata trusts every certificate in `cadata`: PEM text, as load_verify_locations(cadata=str).
  void load_verify_cadata(std::string_view cadata);
  /// load_verify_cafile is load_verify_locations(cafile).
  void load_verify_cafile(const std::filesystem::path& cafile);

  /// set_default_verify_paths trusts what OpenSSL finds where it was told to look when it was built, or where
  /// SSL_CERT_FILE and SSL_CERT_DIR say; what is not there is no error.
  void set_default_verify_paths();
  /// load_default_certs trusts the system's authorities, as ssl.create_default_context() does: on everything but
  /// Windows the same as set_default_verify_paths, whatever the purpose.
  void load_default_certs();

  /// get_ca_certs returns the list of the certificates that are trusted and belong to certification authorities (others
  /// can be trusted, too): each as the dictionary that getpeercert() makes of one, or with `binary_form` its DER bytes.
  /// Their order is OpenSSL's. Throws what getpeercert() throws for a certificate that cannot be decoded.
  [[nodiscard]] Value get_ca_certs(bool binary_form = false) const;

  /// load_cert_chain_pem presents the first certificate of `chain`, sends the others along, and signs with `key`. Both
  /// are PEM text. Throws ssl.SSLError as load_cert_chain does.
  void load_cert_chain_pem(std::string_view chain, std::string_view key);
  /// load_cert_chain is the same with files; OSError when one cannot be read.
  void load_cert_chain(const std::filesystem::path& certfile, const std::filesystem::path& keyfile);

  /// wrap_bio returns a connection as ssl.SSLObject is one: it reads what is put into `incoming` and writes to
  /// `outgoing`. Of `server_hostname` WrapSocketOptions says more. Throws ValueError for one that cannot be, and
  /// TypeError for one with a NUL in it.
  [[nodiscard]] Connection wrap_bio(const MemoryBio& incoming, const MemoryBio& outgoing, bool server_side = false,
                                    const std::optional<std::string>& server_hostname = std::nullopt) const;

  /// wrap_socket returns a connection as ssl.SSLSocket is one. It owns `descriptor` from here on, and closes it also
  /// when it throws: what do_handshake() raises, or ValueError, OSError. A socket that is not connected can be wrapped.
  [[nodiscard]] Connection wrap_socket(int descriptor, const WrapSocketOptions& options = {}) const;

  /// native_handle returns OpenSSL's object, owned by this context.
  [[nodiscard]] SSL_CTX* native_handle() const;

  friend bool operator==(const Context&, const Context&) = default;  ///< the same context, not an equal one

 private:
  friend class Connection;
  struct State;

  PEERCERT_HIDDEN static unsigned int give_psk(SSL* ssl, const char* hint, char* identity,
                                               unsigned int identity_capacity, unsigned char* key,
                                               unsigned int key_capacity) noexcept;
  PEERCERT_HIDDEN static unsigned int find_psk(SSL* ssl, const char* identity, unsigned char* key,
                                               unsigned int capacity) noexcept;

  std::shared_ptr<State> state_;
};

}  // namespace peercert

#endif
