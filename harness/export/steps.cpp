#include "export/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "export/check.h"
#include "export/form.h"
#include "export/special_steps.h"

namespace peercert::exports {
namespace {

using suite::Step;

class StepWriter {
 public:
  StepWriter(const Writing& writing, const std::vector<std::size_t>& steps)
      : writing_(writing), steps_(steps), wire_(writing) {}

  void write() {
    for (const std::size_t number : steps_) {
      const bool warns = number == steps_.back() && is_about_warnings(writing_.finding.row.steps[number]);
      if (warns) catch_warnings();
      write(number);
      if (warns) list_warnings();
    }
  }

 private:
  void line(const std::string& text) { writing_.script.line(indent_ + text); }

  [[nodiscard]] const Step& step(std::size_t number) const { return writing_.scenario().steps[number]; }

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
    if (now.verb.rfind("getpeercert_", 0) == 0) {  // it only asks, so before the last step it can be left out
      if (last) write_special(writing_, now);
    } else if (now.verb == "handshake") {
      handshake(now, last);
    } else {
      write(Wire::moves(now.verb) ? wire_.form(now) : call_form(writing_, now), number);
    }
  }

  void write(const Form& form, std::size_t number) {
    const bool last = number == steps_.back();
    const Step& now = step(number);
    if (unmade_.count(now.on) > 0 && !is_of_context(now)) {  // what made it raised, and so does everything on it
      if (last) line("got = " + variable(now.on));
      return;
    }
    for (const std::string& before : form.before) line(before);
    if (!last && (form.outcome.empty() || !raised(number))) {
      if (!form.statement.empty()) line(form.statement);
      return;
    }
    if (form.outcome.empty()) throw CannotReproduce(fmt::format("the step '{}' ({}) failed", now.id, now.verb));
    attempt(form, now, last);
  }

  void attempt(const Form& form, const Step& now, bool last) {
    writing_.script.help("attempt");
    const bool makes = now.verb == "wrap" && unmade_.insert(now.on).second;
    line((last ? "got = " : makes ? variable(now.on) + " = " : "") + form.outcome);
    if (last && (makes || now.verb == "unwrap")) line("got = got if isinstance(got, Exception) else None");
  }

  void handshake(const Step& now, bool last) {
    const suite::ConnectionSpec& spec = writing_.scenario().connections.at(now.on);
    if (spec.transport == "asyncio") return write_asyncio_handshake(writing_, now.on, last);
    if (spec.peer.empty() || spec.transport == "loopback") return lonely_handshake(now, last);
    help_handshake(now.on, spec);
    const std::string call = fmt::format("handshake({}, {})", wire_.end(now.on), wire_.end(spec.peer));
    line(last ? "who, got = " + call : call);
  }

  // Without a wire end it is one call.
  void lonely_handshake(const Step& now, bool last) {
    writing_.script.help("attempt");
    line(fmt::format("{}attempt({}.do_handshake)", last ? "got = " : "", variable(now.on)));
    if (last) line(fmt::format("who = {} if got else None", variable(now.on)));
  }

  void help_handshake(const std::string& connection, const suite::ConnectionSpec& spec) {
    if (!writing_.direct) {
      wire_.help_deliver(connection);
      return writing_.script.help("handshake by deliveries");
    }
    const bool fails = std::any_of(steps_.begin(), steps_.end(), [this](std::size_t number) {
      return step(number).verb == "handshake" && (raised(number) || number == steps_.back());
    });
    writing_.script.help(over_tcp(fails ? "handshake that fails" : "handshake", spec));
  }

  const Writing& writing_;
  const std::vector<std::size_t>& steps_;
  Wire wire_;
  std::string indent_;
  std::set<std::string> unmade_;  // connections that could not be wrapped
};

}  // namespace

bool goes_straight(const suite::Scenario& scenario, const std::vector<std::size_t>& steps) {
  const bool truncates = std::any_of(steps.begin(), steps.end(), [&scenario](std::size_t number) {
    return scenario.steps[number].verb == "truncate";
  });
  const auto& connections = scenario.connections;
  return std::all_of(connections.begin(), connections.end(), [truncates](const auto& one) {
    const suite::ConnectionSpec& spec = one.second;
    if (truncates && spec.transport != "memory") return false;
    return spec.begins != "unconnected" && spec.transport != "loopback" && !spec.peer.empty();
  });
}

void write_steps(const Writing& writing, const std::vector<std::size_t>& steps) {
  StepWriter(writing, steps).write();
}

}  // namespace peercert::exports
