#include "tls/context.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>

#include "tls/test_pair.h"
#include "x509/decode.h"

namespace peercert {
namespace {

using test::pki;
using test::raised;

TEST(ContextTest, ClientRequiresAndChecksHostNames) {
  const Context context(Protocol::PROTOCOL_TLS_CLIENT);
  EXPECT_EQ(context.verify_mode(), VerifyMode::CERT_REQUIRED);
  EXPECT_TRUE(context.check_hostname());
}

TEST(ContextTest, ServerDoesNotAsk) {
  const Context context(Protocol::PROTOCOL_TLS_SERVER);
  EXPECT_EQ(context.verify_mode(), VerifyMode::CERT_NONE);
  EXPECT_FALSE(context.check_hostname());
}

// As printed by python3.12 -c 'import ssl; print(hex(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).options))', less what
// newer versions of OpenSSL set by themselves.
TEST(ContextTest, OptionsVersionsAndFlagsAreCPythons) {
  const Context context(Protocol::PROTOCOL_TLS_CLIENT);
  const std::uint64_t without_own = context.options() & 0xFFFFFFFFU;
  EXPECT_EQ(without_own & 0x02420000U, 0x02420000U);  // NO_SSLv3, CIPHER_SERVER_PREFERENCE, NO_COMPRESSION
  EXPECT_EQ(without_own & 0x880U, 0U);                // neither IGNORE_UNEXPECTED_EOF nor DONT_INSERT_EMPTY_FRAGMENTS
  EXPECT_EQ(context.minimum_version(), TlsVersion::TLSv1_2);
  EXPECT_EQ(context.maximum_version(), TlsVersion::MAXIMUM_SUPPORTED);
  EXPECT_EQ(context.verify_flags(), 0x8000U);
}

TEST(ContextTest, VersionsAreThoseOfTlsOrTheEnds) {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  for (const int version : {0x300, 0x305}) {
    const Raised error = raised([&] { return context.set_minimum_version(static_cast<TlsVersion>(version)), 0; });
    EXPECT_EQ(error.type, "ValueError");
    EXPECT_EQ(error.text, version == 0x300 ? "Unsupported TLS/SSL version 0x300" : "Unsupported TLS/SSL version 0x305");
  }
  context.set_minimum_version(TlsVersion::MINIMUM_SUPPORTED);
  EXPECT_EQ(context.minimum_version(), TlsVersion::MINIMUM_SUPPORTED);
  context.set_maximum_version(TlsVersion::MINIMUM_SUPPORTED);
  EXPECT_EQ(context.maximum_version(), TlsVersion::TLSv1);
  context.set_maximum_version(TlsVersion::MAXIMUM_SUPPORTED);
  EXPECT_EQ(context.maximum_version(), TlsVersion::MAXIMUM_SUPPORTED);
  context.set_minimum_version(TlsVersion::MAXIMUM_SUPPORTED);
  EXPECT_EQ(context.minimum_version(), TlsVersion::TLSv1_3);
}

TEST(ContextTest, ServerHostnameHasNoNul) {
  MemoryBio in, out;
  const std::string name("a\0b", 3);
  const Raised error = raised([&] { return Context(Protocol::PROTOCOL_TLS_CLIENT).wrap_bio(in, out, false, name); });
  EXPECT_EQ(error.type, "TypeError");
  EXPECT_EQ(error.text, "argument must be encoded string without null bytes, not str");
}

TEST(ContextTest, ServerHostnameIsAscii) {
  MemoryBio in, out;
  const Context context(Protocol::PROTOCOL_TLS_CLIENT);
  EXPECT_EQ(raised([&] { return context.wrap_bio(in, out, false, "m\xC3\xBCnchen.example"); }).type, "ValueError");
  EXPECT_NO_THROW(static_cast<void>(context.wrap_bio(in, out, false, "xn--mnchen-3ya.example")));
}

TEST(ContextTest, VerifyModeCannotBeNoneWhileHostNamesAreChecked) {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  const Raised error = raised([&] { return context.set_verify_mode(VerifyMode::CERT_NONE), 0; });
  EXPECT_EQ(error.type, "ValueError");
  EXPECT_EQ(error.text, "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
  context.set_check_hostname(false);
  context.set_verify_mode(VerifyMode::CERT_NONE);
  EXPECT_EQ(context.verify_mode(), VerifyMode::CERT_NONE);
}

TEST(ContextTest, CheckingHostNamesRequiresACertificate) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  context.set_check_hostname(true);
  EXPECT_EQ(context.verify_mode(), VerifyMode::CERT_REQUIRED);
}

TEST(ContextTest, EveryVerifyModeIsReadBack) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  for (const VerifyMode mode : {VerifyMode::CERT_OPTIONAL, VerifyMode::CERT_REQUIRED, VerifyMode::CERT_NONE}) {
    context.set_verify_mode(mode);
    EXPECT_EQ(context.verify_mode(), mode);
  }
}

TEST(ContextTest, VerifyFlagsAndOptionsAreSetAndCleared) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  context.set_verify_flags(0x80000);
  EXPECT_EQ(context.verify_flags(), 0x80000U);
  const std::uint64_t options = context.options();
  context.set_options(options | SSL_OP_NO_TICKET);
  EXPECT_EQ(context.options(), options | SSL_OP_NO_TICKET);
  context.set_options(options);
  EXPECT_EQ(context.options(), options);
}

TEST(ContextTest, CopiesNameTheSameContext) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  Context same = context;
  same.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  EXPECT_EQ(context.verify_mode(), VerifyMode::CERT_OPTIONAL);
  EXPECT_TRUE(context == same);
  EXPECT_FALSE(context == Context(Protocol::PROTOCOL_TLS_SERVER));
}

TEST(ContextTest, CiphersThatSelectNothingAreAnSslError) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  const Raised error = raised([&] { return context.set_ciphers("nothing"), 0; });
  EXPECT_EQ(error.type, "ssl.SSLError");
  EXPECT_EQ(error.args, Value(Tuple{{Str{"No cipher can be selected."}}}));
}

TEST(ContextTest, CadataWithoutCertificateIsAnError) {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  EXPECT_EQ(raised([&] { return context.load_verify_cadata(""), 0; }).text, "Empty certificate data");
  const Raised error = raised([&] { return context.load_verify_cadata("x"), 0; });
  EXPECT_EQ(error.args, Value(Tuple{{Integer(0), Str{"no start line: cadata does not contain a certificate"}}}));
}

TEST(ContextTest, CadataMayHoldOneCertificateTwiceAndOthers) {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  const std::string root = pki().root.certificate_pem();
  context.load_verify_cadata("text\n" + root + root + pki().stranger.certificate_pem());
  EXPECT_EQ(sk_X509_OBJECT_num(X509_STORE_get0_objects(SSL_CTX_get_cert_store(context.native_handle()))), 2);
}

TEST(ContextTest, KeyOfAnotherCertificateIsRefused) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  const Raised error =
      raised([&] { return context.load_cert_chain_pem(pki().server.certificate_pem(), pki().client.key_pem()), 0; });
  EXPECT_EQ(error.args, Value(Tuple{{Integer(116), Str{"[X509: KEY_VALUES_MISMATCH] key values mismatch"}}}));
}

TEST(ContextTest, ChainOrKeyThatIsNoPemIsAnError) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  const std::string good = pki().server.certificate_pem();
  EXPECT_EQ(raised([&] { return context.load_cert_chain_pem("x", pki().server.key_pem()), 0; }).text, "[SSL] PEM lib");
  EXPECT_EQ(raised([&] { return context.load_cert_chain_pem(good, "x"), 0; }).text, "[SSL] PEM lib");
}

TEST(ContextTest, MissingFilesAreFileNotFound) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  for (const Raised& error : {raised([&] { return context.load_verify_cafile("/nonexistent"), 0; }),
                              raised([&] { return context.load_cert_chain("/nonexistent", "/nonexistent"), 0; })}) {
    EXPECT_EQ(error.type, "FileNotFoundError");
    EXPECT_EQ(error.args, Value(Tuple{{Integer(2), Str{"No such file or directory"}}}));
  }
}

TEST(ContextTest, AFileWithoutCertificatesIsAnSslError) {
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "peercert_context_none.pem";
  std::ofstream(file) << "nothing of use";
  Context client(Protocol::PROTOCOL_TLS_CLIENT);
  EXPECT_EQ(raised([&] { return client.load_verify_cafile(file), 0; }).type, "ssl.SSLError");
  std::filesystem::remove(file);
}

TEST(ContextTest, DefaultCertsAreThoseThatTheEnvironmentNames) {
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "peercert_context_default.pem";
  std::ofstream(file) << pki().root.certificate_pem();
  setenv("SSL_CERT_FILE", file.c_str(), 1);
  setenv("SSL_CERT_DIR", "/no/such/folder", 1);
  Context client(Protocol::PROTOCOL_TLS_CLIENT);
  client.load_default_certs();
  unsetenv("SSL_CERT_FILE");
  unsetenv("SSL_CERT_DIR");
  std::filesystem::remove(file);
  EXPECT_EQ(client.get_ca_certs(true), Value(List{{Bytes{pki().root.der()}}}));
}

TEST(ContextTest, FilesDoWhatTextDoes) {
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "peercert_context_test.pem";
  std::ofstream(file) << pki().server.key_pem() << pki().server.certificate_pem();
  Context server(Protocol::PROTOCOL_TLS_SERVER);
  server.load_cert_chain(file, file);
  Context client(Protocol::PROTOCOL_TLS_CLIENT);
  std::ofstream(file) << pki().root.certificate_pem();
  client.load_verify_cafile(file);
  std::filesystem::remove(file);
  test::Pair pair(client, server, "server.example");
  EXPECT_EQ(pair.handshake().text, "");
}

TEST(ContextTest, RolesMustFit) {
  const MemoryBio in, out;
  const Raised server = raised([&] { return Context(Protocol::PROTOCOL_TLS_CLIENT).wrap_bio(in, out, true); });
  EXPECT_EQ(server.text, "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
  const Raised client = raised([&] { return Context(Protocol::PROTOCOL_TLS_SERVER).wrap_bio(in, out, false); });
  EXPECT_EQ(client.text, "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
}

TEST(ContextTest, ServerHostnameMustBeAName) {
  const MemoryBio in, out;
  const Context context(Protocol::PROTOCOL_TLS_CLIENT);
  for (const std::string name : {"", ".a"}) {
    EXPECT_EQ(raised([&] { return context.wrap_bio(in, out, false, name); }).text,
              "server_hostname cannot be an empty string or start with a leading dot.");
  }
}

TEST(ContextTest, CaCertificatesAreTheTrustedOnesThatAreAuthorities) {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  EXPECT_EQ(context.get_ca_certs(), Value(List{}));
  context.load_verify_cadata(pki().root.certificate_pem());
  context.load_verify_cadata(pki().server.certificate_pem());  // trusted, but no authority
  EXPECT_EQ(context.get_ca_certs(true), Value(List{{Bytes{pki().root.der()}}}));
  const Value dictionary = to_value(decode_certificate(pki().root.der()));
  EXPECT_EQ(context.get_ca_certs(), Value(List{{dictionary}}));
}

}  // namespace
}  // namespace peercert
