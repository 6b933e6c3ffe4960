#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "export/form.h"

namespace peercert::exports {
namespace {

using suite::Step;

const std::string& text_of(const Step& step) {
  return step.args.at(0).get_if<Str>()->text;
}

Form assignment(const std::string& object, const std::string& attribute, const std::string& value) {
  return {fmt::format("{}.{} = {}", object, attribute, value),
          fmt::format("attempt(setattr, {}, \"{}\", {})", object, attribute, value)};
}

Form plain_method(const Writing& /*writing*/, const Step& step) {
  return method(fmt::format("{}.{}", variable(step.on), step.verb), arguments_of(step));
}

Form set_context(const Writing& /*writing*/, const Step& step) {
  return assignment(variable(step.on), "context", context_variable(text_of(step)));
}

Form set_session(const Writing& /*writing*/, const Step& step) {
  return assignment(variable(step.on), "session", variable(text_of(step)) + ".session");
}

Form session_reused(const Writing& /*writing*/, const Step& step) {
  return {variable(step.on) + ".session_reused",
          fmt::format("attempt(getattr, {}, \"session_reused\")", variable(step.on))};
}

Form set_verify_mode(const Writing& /*writing*/, const Step& step) {
  return assignment(context_variable(step.on), "verify_mode", "ssl." + text_of(step));
}

Form get_ca_certs(const Writing& /*writing*/, const Step& step) {
  return method(context_variable(step.on) + ".get_ca_certs", arguments_of(step));
}

Form match_hostname(const Writing& /*writing*/, const Step& step) {
  return method("ssl.match_hostname", arguments_of(step));
}

Form match_hostname_of_peer(const Writing& writing, const Step& step) {
  const Form peer = plain_method(writing, {step.id, "getpeercert", step.on, {}, {}});
  return method("ssl.match_hostname", fmt::format("{}, {}", peer.statement, arguments_of(step)));
}

Form forget_context(const Writing& writing, const Step& step) {
  writing.script.use("gc");
  return {"gc.collect()", "", {"del " + context_variable(step.on)}};
}

Form wrap(const Writing& writing, const Step& step) {
  const Wrapping made = wrapping(writing, step.on, step.kwargs);
  const bool automatic = std::any_of(step.kwargs.begin(), step.kwargs.end(), [](const auto& argument) {
    return argument.first == "do_handshake_on_connect" && argument.second.truth();
  });
  Form form = method(made.callee, made.arguments);
  form.statement.insert(0, variable(step.on) + " = ");
  if (automatic) form.before = {variable(step.on) + "_near.settimeout(10)"};
  return form;
}

Form connect(const Writing& writing, const Step& step) {
  const suite::ConnectionSpec& spec = writing.scenario().connections.at(step.on);
  const std::string callee = fmt::format("{}.{}", variable(step.on), step.verb);
  if (spec.transport == "loopback") return method(callee, variable(spec.peer) + "_address");
  if (text_of(step) == "full_queue") {
    throw CannotReproduce(fmt::format("no stand-alone file can play '{}' to a full queue", step.verb));
  }
  Form form = method(callee, "there.getsockname()");
  const bool nobody = text_of(step) == "nobody";
  form.before = {"there = socket.socket()",
                 fmt::format("there.bind((\"127.0.0.1\", 0)){}", nobody ? "  # and nobody listens" : "")};
  if (!nobody) form.before.emplace_back("there.listen(1)");
  return form;
}

Form listen(const Writing& /*writing*/, const Step& step) {
  Form form = method(variable(step.on) + ".listen", "1");
  form.before = {variable(step.on) + ".bind((\"127.0.0.1\", 0))"};
  return form;
}

Form shutdown(const Writing& writing, const Step& step) {
  writing.script.use("socket");
  return method(variable(step.on) + ".shutdown", "socket." + text_of(step));
}

Form makefile(const Writing& /*writing*/, const Step& step) {
  Form form = method(variable(step.on) + ".makefile", "\"rb\"");
  form.statement.insert(0, variable(step.on) + "_file = ");
  return form;
}

Form close_file(const Writing& /*writing*/, const Step& step) {
  return method(variable(step.on) + "_file.close");
}

Form get_extra_info(const Writing& /*writing*/, const Step& step) {
  return method(fmt::format("transports[{}].get_extra_info", quoted(step.on)), arguments_of(step));
}

using Make = Form (*)(const Writing&, const Step&);

const std::map<std::string_view, Make>& forms() {
  static const std::map<std::string_view, Make> kAll = {
      {"do_handshake", plain_method},
      {"getpeercert", plain_method},
      {"get_verified_chain", plain_method},
      {"get_unverified_chain", plain_method},
      {"read", plain_method},
      {"write", plain_method},
      {"version", plain_method},
      {"unwrap", plain_method},
      {"verify_client_post_handshake", plain_method},
      {"settimeout", plain_method},
      {"close", plain_method},
      {"detach", plain_method},
      {"set_context", set_context},
      {"set_session", set_session},
      {"session_reused", session_reused},
      {"set_verify_mode", set_verify_mode},
      {"get_ca_certs", get_ca_certs},
      {"forget_context", forget_context},
      {"match_hostname", match_hostname},
      {"match_hostname_of_peer", match_hostname_of_peer},
      {"wrap", wrap},
      {"connect", connect},
      {"connect_ex", connect},
      {"listen", listen},
      {"shutdown", shutdown},
      {"makefile", makefile},
      {"close_file", close_file},
      {"get_extra_info", get_extra_info},
  };
  return kAll;
}

}  // namespace

Form method(const std::string& callee, const std::string& arguments) {
  return {fmt::format("{}({})", callee, arguments),
          fmt::format("attempt({}{}{})", callee, arguments.empty() ? "" : ", ", arguments)};
}

Form call_form(const Writing& writing, const Step& step) {
  const auto found = forms().find(step.verb);
  if (found == forms().end()) {
    throw CannotReproduce(
        fmt::format("no stand-alone file can play the verb '{}' of the step '{}'", step.verb, step.id));
  }
  return found->second(writing, step);
}

}  // namespace peercert::exports
