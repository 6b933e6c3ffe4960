#include <fmt/format.h>
#include <fmt/ranges.h>

#include "export/peers.h"
#include "suite/verbs.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

using suite::ConnectionSpec;

class ConnectionWriter {
 public:
  ConnectionWriter(const Writing& writing, const std::set<std::string>& connections)
      : writing_(writing), connections_(connections) {}

  void write() {
    for (const std::string& name : connections_) write_transport(name);
    for (const std::string& name : connections_) {
      const ConnectionSpec& spec = connection(name);
      if (spec.begins == "connected" || spec.transport == "asyncio") continue;
      const Wrapping made = wrapping(writing_, name, {});
      line("{} = {}({})", variable(name), made.callee, made.arguments);
    }
  }

 private:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    writing_.script.line(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  [[nodiscard]] const ConnectionSpec& connection(const std::string& name) const {
    return writing_.scenario().connections.at(name);
  }

  void write_transport(const std::string& name) {
    const ConnectionSpec& spec = connection(name);
    if (spec.transport == "asyncio") return;
    if (spec.transport == "loopback") return loopback(name);
    if (spec.begins == "unconnected") return unconnected(name);
    if (spec.transport == "memory") return memory(name);
    writing_.script.help(over_tcp("pair", spec));
    if (!writing_.direct) {
      line("{0}_near, {0}_far = pair()", variable(name));
    } else if (name < spec.peer) {  // once for both
      line("{}_near, {}_near = pair()", variable(name), variable(spec.peer));
    }
  }

  void loopback(const std::string& name) {
    const ConnectionSpec& spec = connection(name);
    writing_.script.help("address of");
    line("{}_address = address_of({})", variable(spec.peer), context_variable(spec.peer));
    if (spec.begins == "unconnected") return unconnected(name);
    line("{}_near = socket.create_connection({}_address, timeout=10)", variable(name), variable(spec.peer));
  }

  void unconnected(const std::string& name) {
    writing_.script.use("socket");
    line("{}_near = socket.socket()", variable(name));
    line("{}_near.settimeout(10)", variable(name));
  }

  void memory(const std::string& name) {
    const ConnectionSpec& spec = connection(name);
    if (!writing_.direct) {
      line("{0}_in, {0}_out = ssl.MemoryBIO(), ssl.MemoryBIO()", variable(name));
    } else if (name < spec.peer) {
      line("to_{}, to_{} = ssl.MemoryBIO(), ssl.MemoryBIO()", variable(name), variable(spec.peer));
    }
  }

  const Writing& writing_;
  const std::set<std::string>& connections_;
};

// What a TLS object in memory reads and writes.
std::string bios(const Writing& writing, const std::string& name) {
  const std::string own = variable(name);
  if (!writing.direct) return fmt::format("{0}_in, {0}_out", own);
  return fmt::format("to_{}, to_{}", own, variable(writing.scenario().connections.at(name).peer));
}

}  // namespace

std::string variable(const std::string& connection) {
  static const std::set<std::string> kTaken = {"expected", "got", "who", "pair", "present", "first", "ssl", "sys"};
  return kTaken.count(connection) > 0 ? connection + "_" : connection;
}

bool is_of_context(const suite::Step& step) {
  const suite::Verb* verb = suite::find_verb(step.verb);
  return verb != nullptr && verb->acts_on == suite::ActsOn::kContext;
}

std::string over_tcp(const std::string& helper, const ConnectionSpec& connection) {
  return connection.transport == "tcp" ? helper + " over tcp" : helper;
}

Wrapping wrapping(const Writing& writing, const std::string& connection,
                  const std::vector<std::pair<std::string, Value>>& options) {
  const ConnectionSpec& spec = writing.scenario().connections.at(connection);
  const bool memory = spec.transport == "memory";
  std::string arguments = memory ? bios(writing, connection) : variable(connection) + "_near";
  if (writing.scenario().contexts.at(spec.context).role == "server") arguments += ", server_side=True";
  if (spec.server_hostname) arguments += ", server_hostname=" + quoted(*spec.server_hostname);
  bool automatic = spec.do_handshake_on_connect;
  for (const auto& [name, value] : options) {
    if (name == "do_handshake_on_connect") {
      automatic = value.truth();
    } else {
      arguments += fmt::format(", {}={}", name, to_literal(value));
    }
  }
  if (!memory && !automatic) arguments += ", do_handshake_on_connect=False";
  return {fmt::format("{}.{}", context_variable(spec.context), memory ? "wrap_bio" : "wrap_socket"), arguments};
}

void write_connections(const Writing& writing, const std::set<std::string>& connections) {
  ConnectionWriter(writing, connections).write();
}

}  // namespace peercert::exports
