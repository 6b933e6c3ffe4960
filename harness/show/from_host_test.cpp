#include "show/from_host.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "show/test_files.h"
#include "tls/connection.h"
#include "tls/test_listener.h"
#include "value/exception.h"
#include "value/literal.h"

namespace peercert::show {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// A server of one connection, in a thread, with the fixture server.pem.
class Server {
 public:
  explicit Server(VerifyMode mode = VerifyMode::CERT_NONE, TlsVersion version = TlsVersion::TLSv1_3) {
    context_.load_cert_chain(kFixtures + "server.pem", kKeys + "rsa_leaf.pem");
    if (mode != VerifyMode::CERT_NONE) context_.load_verify_cafile(kFixtures + "root.pem");
    context_.set_verify_mode(mode);
    context_.set_maximum_version(version);
    thread_ = std::thread([this] { serve(); });
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { thread_.join(); }

  [[nodiscard]] Endpoint endpoint() const { return {"127.0.0.1", listener_.port()}; }

 private:
  void serve() {
    const int socket = listener_.take();
    WrapSocketOptions options;
    options.server_side = true;
    options.timeout = 10;
    try {
      Connection connection = context_.wrap_socket(socket, options);
      (void)connection.read();          // until the client is gone
    } catch (const PythonException&) {  // the client says what went wrong
    }
  }

  test::Listener listener_;
  Context context_{Protocol::PROTOCOL_TLS_SERVER};
  std::thread thread_;
};

HostOptions trusting() {
  HostOptions options;
  options.cafile = kFixtures + "root.pem";
  options.servername = "localhost";
  return options;
}

std::string serial(const Shown& shown) {
  return to_literal(*shown.value.value().get_if<Dict>()->find("serialNumber"));
}

TEST(FromHost, AValidatedCertificateIsADictionary) {
  const Server server;
  const Found found = from_host(server.endpoint(), trusting());
  ASSERT_EQ(found.certificates.size(), 1U);
  EXPECT_EQ(serial(found.certificates[0]), "'0B01AF'");
  EXPECT_THAT(found.notes, IsEmpty());
  EXPECT_THAT(found.problems, IsEmpty());
}

TEST(FromHost, WithoutValidationItIsEmptyAndSaysWhyAndHowToSee) {
  const Server server;
  HostOptions options = trusting();
  options.verify_mode = VerifyMode::CERT_NONE;
  options.cafile = kFixtures + "untrusted_root.pem";
  const Found found = from_host(server.endpoint(), options);
  EXPECT_EQ(found.certificates.at(0).value, Value(Dict{}));
  EXPECT_THAT(found.notes,
              ElementsAre(HasSubstr("was not validated, nor the host's name checked (--verify none), so the dictionary "
                                    "is empty, as Python's is; "
                                    "--decode shows what is in it"),
                          HasSubstr("it would be refused: unable to get local issuer certificate (error 20), of the "
                                    "server's own certificate: subject countryName=XX")));
}

TEST(FromHost, ContentsAreShownWithoutValidation) {
  const Server server;
  HostOptions options = trusting();
  options.verify_mode = VerifyMode::CERT_NONE;
  options.which = Which::kContents;
  const Found found = from_host(server.endpoint(), options);
  EXPECT_EQ(serial(found.certificates.at(0)), "'0B01AF'");
  EXPECT_THAT(found.notes, ElementsAre(testing::EndsWith(
                               ": the certificate was not validated, nor the host's name checked (--verify none)")));
}

TEST(FromHost, ARefusalSaysWhyOfWhichCertificateAndHowToLookAllTheSame) {
  const Server server;
  HostOptions options = trusting();
  options.cafile = kFixtures + "untrusted_root.pem";
  const Found found = from_host(server.endpoint(), options);
  EXPECT_THAT(found.certificates, IsEmpty());
  EXPECT_THAT(found.problems,
              ElementsAre(HasSubstr("the certificate is refused: unable to get local issuer certificate (error 20), of "
                                    "the server's own certificate: subject countryName=XX, organizationName=peercert, "
                                    "commonName=localhost; issuer countryName=XX, organizationName=peercert, "
                                    "commonName=peercert root"),
                          HasSubstr("Python raises ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] ")));
  EXPECT_THAT(found.notes,
              ElementsAre(HasSubstr("--verify none --decode shows it all the same; --cafile FILE trusts")));
}

TEST(FromHost, TheWayAroundARefusalGoesWithWhatWasAskedFor) {
  for (const auto& [which, way] :
       {std::pair(Which::kPeer, ": --verify none --decode shows it all the same;"),
        std::pair(Which::kContents, ": --verify none as well shows it all the same;"),
        std::pair(Which::kSent, ": --verify none as well shows what was sent all the same;"),
        std::pair(Which::kVerified, ": no chain was verified; --verify none --chain shows what was sent;")}) {
    const Server server;
    HostOptions options = trusting();
    options.cafile = kFixtures + "untrusted_root.pem";
    options.which = which;
    EXPECT_THAT(from_host(server.endpoint(), options).notes, ElementsAre(HasSubstr(way)));
  }
}

TEST(FromHost, AnotherNameIsARefusalAsWell) {
  const Server server;
  HostOptions options = trusting();
  options.servername = "another.example";
  const Found found = from_host(server.endpoint(), options);
  EXPECT_THAT(found.problems.at(0), HasSubstr("ostname mismatch (error 62), of the server's own certificate"));
  EXPECT_THAT(found.notes.at(0), HasSubstr("; --servername NAME checks another name"));
}

TEST(FromHost, TheChainIsWhatWasSentOrWhatWasVerified) {
  for (const auto& [which, count] : {std::pair(Which::kSent, 1U), std::pair(Which::kVerified, 2U)}) {
    const Server server;
    HostOptions options = trusting();
    options.which = which;
    const Found found = from_host(server.endpoint(), options);
    ASSERT_EQ(found.certificates.size(), count);
    EXPECT_THAT(found.certificates[0].place, HasSubstr(fmt::format(", certificate 1 of {} ", count)));
  }
}

TEST(FromHost, AServerThatAsksIsAnsweredOrSaidToAsk) {
  for (const TlsVersion version : {TlsVersion::TLSv1_2, TlsVersion::TLSv1_3}) {
    const Server asking(VerifyMode::CERT_OPTIONAL, version);
    EXPECT_THAT(from_host(asking.endpoint(), trusting()).notes,
                ElementsAre(HasSubstr("the server asks for a client's certificate: --client-cert FILE")));
    const Server requiring(VerifyMode::CERT_REQUIRED, version);
    HostOptions options = trusting();
    options.client_cert = kFixtures + "client.pem";
    options.client_key = kKeys + "rsa_client.pem";
    EXPECT_THAT(from_host(requiring.endpoint(), options).notes, IsEmpty());
  }
}

std::string refusal(const Endpoint& endpoint, const HostOptions& options) {
  try {
    (void)from_host(endpoint, options);
    return "";
  } catch (const NothingToShow& error) {
    return error.what();
  }
}

TEST(FromHost, AHandshakeThatWantsACertificateOfTheClientSaysSo) {
  const Server server(VerifyMode::CERT_REQUIRED, TlsVersion::TLSv1_2);
  EXPECT_THAT(refusal(server.endpoint(), trusting()),
              testing::AllOf(HasSubstr(": the handshake failed: ssl.SSLError: [SSL: "),
                             testing::EndsWith("; the server asks for a client's certificate: --client-cert FILE")));
}

TEST(FromHost, NobodyListensAndNobodyAnswers) {
  Endpoint gone{"127.0.0.1", 0};
  {
    const test::Listener listener;
    gone.port = listener.port();
  }
  EXPECT_EQ(refusal(gone, trusting()),
            fmt::format("127.0.0.1:{}: cannot be connected to: [Errno 111] Connection refused", gone.port));
  const test::Listener silent;
  HostOptions options = trusting();
  options.timeout = 0.05;
  EXPECT_EQ(refusal({"127.0.0.1", silent.port()}, options),
            fmt::format("127.0.0.1:{}: the handshake was not done within 0.05 s (--timeout)", silent.port()));
}

TEST(FromHost, FilesThatAreOfNoUseAreNamed) {
  HostOptions options;
  options.cafile = "/no/such/file";
  EXPECT_EQ(refusal({"127.0.0.1", 1}, options),
            "--cafile /no/such/file: FileNotFoundError: [Errno 2] No such file or directory");
  options = trusting();
  options.client_cert = kFixtures + "client.pem";
  EXPECT_THAT(refusal({"127.0.0.1", 1}, options),
              testing::AllOf(StartsWith("--client-cert " + kFixtures + "client.pem: ssl.SSLError: "),
                             testing::EndsWith(" (is the key in another file? --client-key FILE)")));
  options.client_key = kFixtures + "client.pem";  // in which there is none either
  EXPECT_THAT(refusal({"127.0.0.1", 1}, options), testing::Not(HasSubstr("is the key in another file?")));
}

TEST(FromHost, ANameToAskForIsAscii) {
  HostOptions options = trusting();
  options.servername = "m\xc3\xbcnchen.example";
  EXPECT_EQ(
      refusal({"127.0.0.1", 1}, options),
      "--servername m\xc3\xbcnchen.example: give the name as DNS has it, in ASCII, such as xn--mnchen-3ya.example");
}

}  // namespace
}  // namespace peercert::show
