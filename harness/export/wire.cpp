#include <fmt/format.h>

#include <map>

#include "export/form.h"
#include "value/literal.h"

namespace peercert::exports {

using suite::Step;

bool Wire::moves(const std::string& verb) {
  static const std::set<std::string> kVerbs = {"deliver", "truncate", "inject", "eof", "reset"};
  return kVerbs.count(verb) > 0;
}

Form Wire::form(const Step& step) {
  if (step.verb == "inject") return inject(step);
  if (step.verb == "eof") return eof(step);
  return step.verb == "reset" ? reset(step) : deliver(step);
}

const suite::ConnectionSpec& Wire::spec(const std::string& connection) const {
  return writing_.scenario().connections.at(connection);
}

std::string Wire::end(const std::string& connection) const {
  if (writing_.direct) return variable(connection);
  return fmt::format("({}, {}, {})", variable(connection), sent(connection), received(spec(connection).peer));
}

void Wire::help_deliver(const std::string& connection) const {
  writing_.script.help(in_memory(connection) ? "deliver in memory" : over_tcp("deliver", spec(connection)));
}

std::string Wire::sent(const std::string& connection) const {
  return variable(connection) + (in_memory(connection) ? "_out" : "_far");
}

// What comes after the end in memory is lost; a socket loses it by itself.
std::string Wire::received(const std::string& connection) const {
  if (!in_memory(connection)) return variable(connection) + "_far";
  return ended_.count(connection) > 0 ? "ssl.MemoryBIO()" : variable(connection) + "_in";
}

Form Wire::deliver(const Step& step) const {
  if (writing_.direct && step.args.empty()) return settled(step.on, {});  // it is there already, or soon
  if (writing_.direct) return truncate(step);
  help_deliver(step.on);
  const std::string most = step.args.empty() ? "" : ", " + to_literal(step.args[0]);
  return {fmt::format("deliver({}, {}{})", sent(step.on), received(spec(step.on).peer), most), ""};
}

// In memory what is on its way can be taken back.
Form Wire::truncate(const Step& step) const {
  const std::string peer = variable(spec(step.on).peer);
  return {fmt::format("to_{0}.write(to_{0}.read()[:{1}])  # the others are lost", peer, to_literal(step.args[0])), ""};
}

Form Wire::inject(const Step& step) const {
  const std::string data = arguments_of(step);
  if (in_memory(step.on)) {
    const std::string to = writing_.direct ? "to_" + variable(step.on) : received(step.on);
    return {fmt::format("{}.write({})", to, data), ""};
  }
  if (writing_.direct) return below_tls(step.on, "send", data);
  writing_.script.help("attempt");
  return settled(step.on, {fmt::format("attempt({}.send, {})", received(step.on), data)});
}

Form Wire::eof(const Step& step) {
  const bool again = !ended_.insert(step.on).second;
  if (in_memory(step.on)) {
    return {writing_.direct ? fmt::format("to_{}.write_eof()", variable(step.on))
                            : fmt::format("{}_in.write_eof()", variable(step.on)),
            ""};
  }
  if (again) return {};
  if (writing_.direct) return below_tls(step.on, "shutdown", "socket.SHUT_WR");
  writing_.script.use("socket");
  writing_.script.help("attempt");
  return settled(step.on, {fmt::format("attempt({}_far.shutdown, socket.SHUT_WR)", variable(step.on))});
}

Form Wire::reset(const Step& step) const {
  for (const char* module : {"socket", "struct"}) writing_.script.use(module);
  const std::string other = writing_.direct ? variable(spec(step.on).peer) : variable(step.on) + "_far";
  return settled(step.on,
                 {fmt::format("{}.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(\"ii\", 1, 0))", other),
                  other + ".close()  # with a reset"});
}

// On the socket at the other end, as if it had no TLS.
Form Wire::below_tls(const std::string& connection, const std::string& method, const std::string& argument) const {
  writing_.script.use("socket");
  return settled(connection, {fmt::format("socket.socket.{}({}, {})  # below its TLS", method,
                                          variable(spec(connection).peer), argument)});
}

Form Wire::settled(const std::string& connection, std::vector<std::string> lines) const {
  if (spec(connection).transport != "tcp") return {"", "", std::move(lines)};
  writing_.script.use("time");
  return {"time.sleep(0.05)  # it arrives", "", std::move(lines)};
}

}  // namespace peercert::exports
