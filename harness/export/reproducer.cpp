#include "export/reproducer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "export/check.h"
#include "export/peers.h"
#include "export/script.h"
#include "export/steps.h"
#include "forge/pem.h"
#include "suite/verbs.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

using suite::Scenario;
using suite::Step;

bool only_asks(const Step& step) {
  const suite::Verb* verb = suite::find_verb(step.verb);
  return verb != nullptr && verb->if_silent == suite::IfSilent::kAnswer && step.verb != "read";
}

// The steps that are played: up to the one that differs, with those before it that only ask or without them.
std::vector<std::size_t> played(const Finding& finding, bool with_questions) {
  std::vector<std::size_t> steps;
  for (std::size_t i = 0; i <= finding.step; ++i) {
    if (i == finding.step || with_questions || !only_asks(finding.scenario.steps[i])) steps.push_back(i);
  }
  return steps;
}

// Cast is who takes part.
struct Cast {
  std::set<std::string> connections, contexts;

  void add_connection(const Scenario& scenario, const std::string& name) {
    const auto found = scenario.connections.find(name);
    if (found == scenario.connections.end() || !connections.insert(name).second) return;
    add_context(scenario, found->second.context);
    if (found->second.transport == "loopback") add_context(scenario, found->second.peer);
    add_connection(scenario, found->second.peer);
  }

  void add_context(const Scenario& scenario, const std::string& name) {
    const auto found = scenario.contexts.find(name);
    if (found == scenario.contexts.end() || !contexts.insert(name).second) return;
    if (found->second.server_name_context) add_context(scenario, *found->second.server_name_context);
  }
};

Cast cast_of(const Scenario& scenario, const std::vector<std::size_t>& steps) {
  Cast cast;
  for (const std::size_t number : steps) {
    const Step& step = scenario.steps[number];
    if (is_of_context(step)) {
      cast.add_context(scenario, step.on);
    } else {
      cast.add_connection(scenario, step.on);
    }
    if (step.verb == "set_context") cast.add_context(scenario, step.args.at(0).get_if<Str>()->text);
    if (step.verb == "set_session") cast.add_connection(scenario, step.args.at(0).get_if<Str>()->text);
  }
  return cast;
}

// What a context trusts counts where it verifies, and where a step is about just that.
std::set<std::string> in_need_of_trust(const Scenario& scenario, const std::vector<std::size_t>& steps) {
  std::set<std::string> contexts;
  for (const std::size_t number : steps) {
    if (is_of_context(scenario.steps[number])) contexts.insert(scenario.steps[number].on);
  }
  return contexts;
}

void write_decoding(Script& script, const std::string& der) {
  for (const char* module : {"_ssl", "tempfile"}) script.use(module);
  script.help("attempt");
  const std::string name = script.pem("CERTIFICATE", forge::certificate_to_pem(der));
  script.line("with tempfile.NamedTemporaryFile(\"w\", suffix=\".pem\") as file:");
  script.line(fmt::format("    file.write({})", name));
  script.line("    file.flush()");
  script.line("    got = attempt(_ssl._test_decode_cert, file.name)  # the decoder that getpeercert() uses");
}

void write_play(const Writing& writing, Manner manner) {
  const Scenario& scenario = writing.scenario();
  const auto steps = played(writing.finding, manner != Manner::kShortest);
  const Cast cast = cast_of(scenario, steps);
  const auto trusting = in_need_of_trust(scenario, steps);
  for (const std::string& name : cast.contexts) {
    write_context(writing, name, !writing.direct || trusting.count(name) > 0);
  }
  write_server_name_callbacks(writing, cast.contexts);
  write_connections(writing, cast.connections);
  write_steps(writing, steps);
}

std::string file(const Finding& finding, Manner manner, Layout layout) {
  Script script(layout);
  const bool direct =
      manner != Manner::kFaithful && goes_straight(finding.scenario, played(finding, manner != Manner::kShortest));
  const Writing writing{finding, script, direct};
  for (const char* module : {"ssl", "sys"}) script.use(module);
  write_header(writing);
  if (finding.scenario.decode.empty()) {
    write_play(writing, manner);
  } else {
    write_decoding(script, finding.scenario.decode);
  }
  write_check(writing);
  return script.text();
}

// What keeps a peer of the harness from being played in Python, or "".
std::string_view why_not(const suite::PeerSpec& peer) {
  if (peer.kind != "openssl") return "which sends what no TLS library sends";
  if (peer.renegotiates) return "which negotiates anew";
  return peer.asks_for_certificate ? "which takes whatever certificate it is shown" : "";
}

// Peers of the harness become contexts of their name, for a thread of Python to play. Throws CannotReproduce.
void take_over_peers(Scenario& scenario) {
  for (const auto& [name, peer] : scenario.peers) {
    if (const std::string_view reason = why_not(peer); !reason.empty()) {
      throw CannotReproduce(fmt::format(
          "at the other end is the peer '{}' of kind '{}' that the harness plays itself, {}; no stand-alone file can",
          name, peer.kind, reason));
    }
    suite::ContextSpec context;
    context.role = peer.role;
    context.tls_min = peer.tls_min;
    context.tls_max = peer.tls_max;
    context.verify_mode = "CERT_NONE";
    if (!peer.chain.empty()) {
      context.certificate = name;
      suite::Credential& credential = scenario.certificates[name];
      for (const std::string& der : peer.chain) credential.chain.push_back(forge::certificate_to_pem(der));
      credential.key = peer.key;
    }
    scenario.contexts[name] = context;
  }
}

// Where the step that differs is a client's, what the server asks of it is rarely why.
void ask_client_for_nothing(Scenario& scenario, const std::string& on) {
  const auto client = scenario.connections.find(on);
  if (client == scenario.connections.end()) return;
  const auto server = scenario.connections.find(client->second.peer);
  if (server == scenario.connections.end() || scenario.contexts.at(client->second.context).role != "client") return;
  scenario.contexts.at(client->second.context).certificate.reset();
  scenario.contexts.at(server->second.context).verify_mode = "CERT_NONE";
}

// Where all agree on a version, it is enough that servers say it.
void limit_servers_alone(Scenario& scenario) {
  const auto versions = [](const auto& one) { return std::pair(one.second.tls_min, one.second.tls_max); };
  if (scenario.contexts.empty()) return;
  const auto first = versions(*scenario.contexts.begin());
  const bool all = std::all_of(scenario.contexts.begin(), scenario.contexts.end(),
                               [&](const auto& one) { return versions(one) == first; });
  if (!all || first.first < "1.2") return;
  for (auto& [name, context] : scenario.contexts) {
    if (context.role == "client") context.tls_min = "1.2", context.tls_max = "1.3";
  }
}

// A pair of sockets without TCP needs no waiting; only a reset is TCP's own.
void go_without_tcp(Scenario& scenario) {
  const bool resets =
      std::any_of(scenario.steps.begin(), scenario.steps.end(), [](const Step& step) { return step.verb == "reset"; });
  for (auto& [name, connection] : scenario.connections) {
    if (connection.transport == "tcp" && !connection.peer.empty() && !resets) connection.transport = "socket";
  }
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::size_t first_difference(const suite::Row& row) {
  using suite::Verdict;
  for (const auto& wanted : {std::set{Verdict::kFail, Verdict::kKnown, Verdict::kDiverge}, std::set{Verdict::kNote}}) {
    for (std::size_t i = 0; i < row.steps.size(); ++i) {
      if (wanted.count(row.steps[i].verdict) > 0) return i;
    }
  }
  return row.steps.size();
}

std::string reproducer(const Finding& given, Manner manner) {
  Finding finding = given;
  take_over_peers(finding.scenario);
  if (manner == Manner::kShortest && finding.scenario.decode.empty()) {
    ask_client_for_nothing(finding.scenario, finding.scenario.steps.at(finding.step).on);
    limit_servers_alone(finding.scenario);
    go_without_tcp(finding.scenario);
  }
  std::size_t lines = 0;
  constexpr std::size_t kWide = 120;
  constexpr std::array kLayouts = {Layout{},
                                   Layout{false},
                                   Layout{false, true, true, kWide},
                                   Layout{false, false, true, kWide},
                                   Layout{false, true, false, kWide},
                                   Layout{false, false, false, kWide},
                                   Layout{false, false, false, kWide, true}};
  for (const Layout layout : kLayouts) {
    std::string text = file(finding, manner, layout);
    lines = lines_of(text);
    if (lines <= kMostLines) return text;
  }
  throw CannotReproduce(fmt::format("the file would have {} lines, and {} are the most", lines, kMostLines));
}

std::vector<std::string> got_lines(const Finding& finding) {
  const suite::StepResult& result = finding.row.steps.at(finding.step);
  if (is_about_warnings(result)) {
    List warnings;
    for (const suite::Warning& one : result.got.warnings) {
      warnings.items.push_back(Str{one.type.substr(one.type.rfind('.') + 1) + ": " + one.text});
    }
    return {to_literal(warnings)};
  }
  return {got_text(result.got, false), got_text(result.got, true)};
}

}  // namespace peercert::exports
