#include "export/steps.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "export/check.h"
#include "export/special_steps.h"
#include "suite/verbs.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

using suite::Step;

// Form is a step in Python: as a statement that lets exceptions out, and as an expression that gives what is returned
// or raised; "" where the step cannot differ.
struct Form {
  std::string statement;
  std::string outcome;
};

Form method(const std::string& callee, const std::string& arguments = "") {
  return {fmt::format("{}({})", callee, arguments),
          fmt::format("attempt({}{}{})", callee, arguments.empty() ? "" : ", ", arguments)};
}

Form assignment(const std::string& object, const std::string& attribute, const std::string& value) {
  return {fmt::format("{}.{} = {}", object, attribute, value),
          fmt::format("attempt(setattr, {}, \"{}\", {})", object, attribute, value)};
}

std::string arguments_of(const Step& step) {
  std::vector<std::string> texts;
  for (const Value& value : step.args) texts.push_back(to_literal(value));
  for (const auto& [name, value] : step.kwargs) texts.push_back(fmt::format("{}={}", name, to_literal(value)));
  return fmt::format("{}", fmt::join(texts, ", "));
}

const std::string& text_of(const Step& step) {
  return step.args.at(0).get_if<Str>()->text;
}

class StepWriter {
 public:
  StepWriter(const Writing& writing, const std::vector<std::size_t>& steps) : writing_(writing), steps_(steps) {}

  void write() {
    for (const std::size_t number : steps_) {
      const bool warns = number == steps_.back() && is_about_warnings(writing_.finding.row.steps[number]);
      if (warns) catch_warnings();
      write(number);
      if (warns) list_warnings();
    }
  }

 private:
  using Play = Form (StepWriter::*)(const Step&);

  void line(const std::string& text) { writing_.script.line(indent_ + text); }

  [[nodiscard]] const Step& step(std::size_t number) const { return writing_.scenario().steps[number]; }
  [[nodiscard]] const suite::ConnectionSpec& connection(const std::string& name) const {
    return writing_.scenario().connections.at(name);
  }

  [[nodiscard]] bool raised(std::size_t number) const {
    const suite::StepResult& result = writing_.finding.row.steps[number];
    return result.got.raised || (result.reference && result.reference->raised);
  }

  void catch_warnings() {
    writing_.script.use("warnings");
    line("with warnings.catch_warnings(record=True) as caught:");
    line("    warnings.simplefilter(\"always\")");
    indent_ = "    ";
  }
  void list_warnings() {
    indent_.clear();
    line("got = [\"%s: %s\" % (one.category.__name__, one.message) for one in caught]");
  }

  void write(std::size_t number) {
    const bool last = number == steps_.back();
    const Step& now = step(number);
    if (failed_.count(now.on) > 0) {  // what made it raised, and so does everything on it
      if (last) line("got = " + variable(now.on));
      return;
    }
    if (now.verb == "handshake") return handshake(now, last);
    if (now.verb.rfind("getpeercert_", 0) == 0) {  // it only asks, so before the last step it can be left out
      if (last) write_special(writing_, now);
      return;
    }
    const Form form = play(now);
    if (!last && (form.outcome.empty() || !raised(number))) {
      if (!form.statement.empty()) line(form.statement);
      return;
    }
    if (form.outcome.empty()) throw CannotReproduce(fmt::format("the step '{}' ({}) failed", now.id, now.verb));
    writing_.script.help("attempt");
    const bool makes = now.verb == "wrap" && failed_.insert(now.on).second;
    line((last ? "got = " : makes ? variable(now.on) + " = " : "") + form.outcome);
    if (last && (now.verb == "unwrap" || now.verb == "wrap")) line("got = got if isinstance(got, Exception) else None");
  }

  Form play(const Step& now) {
    static const std::map<std::string_view, Play> kPlays = {
        {"deliver", &StepWriter::deliver},
        {"truncate", &StepWriter::deliver},
        {"inject", &StepWriter::inject},
        {"eof", &StepWriter::eof},
        {"reset", &StepWriter::reset},
        {"set_context", &StepWriter::set_context},
        {"set_session", &StepWriter::set_session},
        {"session_reused", &StepWriter::session_reused},
        {"set_verify_mode", &StepWriter::set_verify_mode},
        {"get_ca_certs", &StepWriter::get_ca_certs},
        {"forget_context", &StepWriter::forget_context},
        {"wrap", &StepWriter::wrap},
        {"connect", &StepWriter::connect},
        {"connect_ex", &StepWriter::connect},
        {"listen", &StepWriter::listen},
        {"shutdown", &StepWriter::shutdown},
        {"makefile", &StepWriter::makefile},
        {"close_file", &StepWriter::close_file},
        {"get_extra_info", &StepWriter::get_extra_info},
    };
    const auto found = kPlays.find(now.verb);
    if (found != kPlays.end()) return (this->*found->second)(now);
    static const std::set<std::string_view> kMethods = {
        "do_handshake", "getpeercert", "read",  "write", "version", "unwrap", "verify_client_post_handshake",
        "settimeout",   "close",       "detach"};
    if (kMethods.count(now.verb) > 0)
      return method(fmt::format("{}.{}", variable(now.on), now.verb), arguments_of(now));
    throw CannotReproduce(fmt::format("no stand-alone file can play the verb '{}' of the step '{}'", now.verb, now.id));
  }

  // --- The handshake ---

  void handshake(const Step& now, bool last) {
    const suite::ConnectionSpec& spec = connection(now.on);
    if (spec.transport == "asyncio") return write_asyncio_handshake(writing_, now.on, last);
    if (spec.peer.empty() || spec.transport == "loopback") return lonely_handshake(now, last);
    help_handshake(spec);
    const std::string call = fmt::format("handshake({}, {})", end(now.on), end(spec.peer));
    line(last ? "who, got = " + call : call);
  }

  // Without a wire end it is one call.
  void lonely_handshake(const Step& now, bool last) {
    writing_.script.help("attempt");
    line(fmt::format("{}attempt({}.do_handshake)", last ? "got = " : "", variable(now.on)));
    if (last) line(fmt::format("who = {} if got else None", variable(now.on)));
  }

  [[nodiscard]] std::string end(const std::string& name) const {
    if (writing_.direct) return variable(name);
    return fmt::format("({}, {}, {})", variable(name), sent(name), received(connection(name).peer));
  }

  void help_handshake(const suite::ConnectionSpec& spec) {
    const bool fails = std::any_of(steps_.begin(), steps_.end(), [this](std::size_t number) {
      return step(number).verb == "handshake" && (raised(number) || number == steps_.back());
    });
    if (writing_.direct) {
      writing_.script.help(over_tcp(fails ? "handshake that fails" : "handshake", spec));
    } else {
      help_deliver(spec);
      writing_.script.help("handshake by deliveries");
    }
  }

  // --- Bytes on their way ---

  void help_deliver(const suite::ConnectionSpec& spec) {
    const bool memory = spec.transport == "memory";
    writing_.script.help(memory ? "deliver in memory" : over_tcp("deliver", spec));
  }

  [[nodiscard]] std::string sent(const std::string& name) const {
    return variable(name) + (connection(name).transport == "memory" ? "_out" : "_far");
  }
  // What comes after the end in memory is lost; a socket loses it by itself.
  [[nodiscard]] std::string received(const std::string& name) const {
    if (connection(name).transport != "memory") return variable(name) + "_far";
    return ended_.count(name) > 0 ? "ssl.MemoryBIO()" : variable(name) + "_in";
  }

  Form deliver(const Step& now) {
    if (writing_.direct) return {};  // it is there already
    help_deliver(connection(now.on));
    const std::string most = now.args.empty() ? "" : ", " + to_literal(now.args[0]);
    return {fmt::format("deliver({}, {}{})", sent(now.on), received(connection(now.on).peer), most), ""};
  }

  Form inject(const Step& now) {
    const suite::ConnectionSpec& spec = connection(now.on);
    if (writing_.direct) return directly(now, "send", arguments_of(now), "write", arguments_of(now));
    if (spec.transport == "memory") return {fmt::format("{}.write({})", received(now.on), arguments_of(now)), ""};
    writing_.script.help(over_tcp("put", spec));
    return {fmt::format("put({}, {})", received(now.on), arguments_of(now)), ""};
  }

  Form eof(const Step& now) {
    if (writing_.direct) return directly(now, "shutdown", "socket.SHUT_WR", "write_eof", "");
    const bool again = !ended_.insert(now.on).second;
    if (connection(now.on).transport == "memory") return {fmt::format("{}_in.write_eof()", variable(now.on)), ""};
    if (again) return {"# it has ended before", ""};
    writing_.script.use("socket");
    writing_.script.help("attempt");
    line(fmt::format("attempt({}_far.shutdown, socket.SHUT_WR)", variable(now.on)));
    return settled(now.on);
  }

  Form reset(const Step& now) {
    for (const char* module : {"socket", "struct"}) writing_.script.use(module);
    ended_.insert(now.on);
    const std::string other = writing_.direct ? variable(connection(now.on).peer) : variable(now.on) + "_far";
    line(fmt::format("{}.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(\"ii\", 1, 0))", other));
    line(other + ".close()  # with a reset");
    return settled(now.on);
  }

  // The same on the socket at the other end, below its TLS, or on what a TLS object in memory receives.
  Form directly(const Step& now, const char* of_socket, const std::string& arguments, const char* of_memory,
                const std::string& memory_arguments) {
    if (connection(now.on).transport == "memory") {
      return {fmt::format("to_{}.{}({})", variable(now.on), of_memory, memory_arguments), ""};
    }
    writing_.script.use("socket");
    line(fmt::format("socket.socket.{}({}, {})  # below its TLS", of_socket, variable(connection(now.on).peer),
                     arguments));
    return settled(now.on);
  }

  Form settled(const std::string& name) {
    if (connection(name).transport != "tcp") return {"", ""};
    writing_.script.use("time");
    return {"time.sleep(0.05)  # it arrives", ""};
  }

  // --- What a program calls ---

  Form set_context(const Step& now) { return assignment(variable(now.on), "context", context_variable(text_of(now))); }
  Form set_session(const Step& now) {
    return assignment(variable(now.on), "session", variable(text_of(now)) + ".session");
  }
  Form session_reused(const Step& now) {
    return {variable(now.on) + ".session_reused",
            fmt::format("attempt(getattr, {}, \"session_reused\")", variable(now.on))};
  }
  Form set_verify_mode(const Step& now) {
    return assignment(context_variable(now.on), "verify_mode", "ssl." + text_of(now));
  }
  Form get_ca_certs(const Step& now) { return method(context_variable(now.on) + ".get_ca_certs", arguments_of(now)); }

  Form forget_context(const Step& now) {
    writing_.script.use("gc");
    line("del " + context_variable(now.on));
    return {"gc.collect()", ""};
  }

  Form wrap(const Step& now) {
    const Wrapping made = wrapping(writing_, now.on, now.kwargs);
    const bool automatic = std::any_of(now.kwargs.begin(), now.kwargs.end(), [](const auto& argument) {
      return argument.first == "do_handshake_on_connect" && argument.second.truth();
    });
    if (automatic) line(variable(now.on) + "_near.settimeout(10)");
    return {fmt::format("{} = {}({})", variable(now.on), made.callee, made.arguments),
            fmt::format("attempt({}, {})", made.callee, made.arguments)};
  }

  Form connect(const Step& now) {
    const suite::ConnectionSpec& spec = connection(now.on);
    if (spec.transport == "loopback") {
      return method(fmt::format("{}.{}", variable(now.on), now.verb), variable(spec.peer) + "_address");
    }
    writing_.script.use("socket");
    if (text_of(now) == "full_queue") throw CannotReproduce("no stand-alone file can play 'connect' to a full queue");
    line("there = socket.socket()");
    line("there.bind((\"127.0.0.1\", 0))" + std::string(text_of(now) == "nobody" ? "  # and nobody listens" : ""));
    if (text_of(now) == "silence") line("there.listen(1)");
    return method(fmt::format("{}.{}", variable(now.on), now.verb), "there.getsockname()");
  }

  Form listen(const Step& now) {
    line(variable(now.on) + ".bind((\"127.0.0.1\", 0))");
    return method(variable(now.on) + ".listen", "1");
  }

  Form shutdown(const Step& now) { return method(variable(now.on) + ".shutdown", "socket." + text_of(now)); }

  Form makefile(const Step& now) {
    Form form = method(variable(now.on) + ".makefile", "\"rb\"");
    form.statement.insert(0, variable(now.on) + "_file = ");
    return form;
  }
  Form close_file(const Step& now) { return method(variable(now.on) + "_file.close"); }

  Form get_extra_info(const Step& now) {
    return method(fmt::format("transports[{}].get_extra_info", quoted(now.on)), arguments_of(now));
  }

  const Writing& writing_;
  const std::vector<std::size_t>& steps_;
  std::string indent_;
  std::set<std::string> failed_;  // connections that could not be wrapped
  std::set<std::string> ended_;   // connections to which nothing more comes
};

}  // namespace

bool goes_straight(const suite::Scenario& scenario, const std::vector<std::size_t>& steps) {
  const auto& connections = scenario.connections;
  return std::all_of(steps.begin(), steps.end(),
                     [&](std::size_t number) { return scenario.steps[number].verb != "truncate"; }) &&
         std::all_of(connections.begin(), connections.end(), [](const auto& one) {
           return one.second.begins != "unconnected" && one.second.transport != "loopback" && !one.second.peer.empty();
         });
}

void write_steps(const Writing& writing, const std::vector<std::size_t>& steps) {
  StepWriter(writing, steps).write();
}

}  // namespace peercert::exports
