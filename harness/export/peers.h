// The contexts and the connections of a scenario, in Python.
#ifndef PEERCERT_EXPORT_PEERS_H
#define PEERCERT_EXPORT_PEERS_H

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "export/reproducer.h"
#include "export/script.h"
#include "suite/scenario.h"

namespace peercert::exports {

// What a file is written with, and how.
struct Writing {
  const Finding& finding;
  Script& script;
  bool direct;  // bytes go straight from one end to the other

  [[nodiscard]] const suite::Scenario& scenario() const { return finding.scenario; }
};

// variable returns the name of a connection as a Python variable, context_variable that of a context.
[[nodiscard]] std::string variable(const std::string& connection);
[[nodiscard]] std::string context_variable(const std::string& context);

// is_of_context returns whether a step is done on a context, and not on a connection.
[[nodiscard]] bool is_of_context(const suite::Step& step);

// over_tcp returns the helper of that name, or its variant where the connection is over tcp.
[[nodiscard]] std::string over_tcp(const std::string& helper, const suite::ConnectionSpec& connection);

// write_context adds the lines that make a context. `needs_trust`: also where it verifies nothing.
void write_context(const Writing& writing, const std::string& name, bool needs_trust);

// write_server_name_callbacks adds those of `contexts`, all of which are made.
void write_server_name_callbacks(const Writing& writing, const std::set<std::string>& contexts);

// write_connections adds what `connections` run over, and the TLS objects of those that begin with one. Over loopback
// the peer is a context of its name.
void write_connections(const Writing& writing, const std::set<std::string>& connections);

// wrapping returns the call that makes the TLS object of a connection: what is called, and its arguments.
struct Wrapping {
  std::string callee, arguments;
};
[[nodiscard]] Wrapping wrapping(const Writing& writing, const std::string& connection,
                                const std::vector<std::pair<std::string, Value>>& options);

}  // namespace peercert::exports

#endif
