// Says what a client learns of a server, both in this program: of one that it has reached, and of one that is another.
#include <peercert/tls/connection.h>
#include <peercert/value/exception.h>
#include <peercert/value/literal.h>
#include <peercert/version.h>

#include <iostream>
#include <string>

using namespace peercert;

// One step of the handshake on one side; what waits for the other side's bytes goes on with the next.
void step(Connection& side) {
  try {
    side.do_handshake();
  } catch (const PythonException& raised) {
    if (raised.raised().type != "ssl.SSLWantReadError") throw;
  }
}

void meet(const Context& client_context, const Context& server_context, const std::string& host) {
  MemoryBio to_client, to_server;
  Connection client = client_context.wrap_bio(to_client, to_server, false, host);
  Connection server = server_context.wrap_bio(to_server, to_client, true);
  while (!client.version() || !server.version()) step(client), step(server);
  std::cout << to_pretty_literal(client.getpeercert()) << "\n";
}

int main(int, char** argv) {
  const std::string certs = argv[1];
  Context server_context(Protocol::PROTOCOL_TLS_SERVER), client_context(Protocol::PROTOCOL_TLS_CLIENT);
  server_context.load_cert_chain(certs + "/fixtures/server.pem", certs + "/keys/rsa_leaf.pem");
  client_context.load_verify_cafile(certs + "/fixtures/root.pem");
  std::cout << "peercert " << PEERCERT_VERSION << "\n";
  for (const std::string host : {"localhost", "another.example"}) {
    try {
      meet(client_context, server_context, host);
    } catch (const std::exception& raised) {  // of the library, as whoever knows nothing of it catches it
      std::cout << raised.what() << "\n";
    }
  }
}
