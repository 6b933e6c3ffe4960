// Findings for the tests of this folder, made by hand.
#ifndef PEERCERT_EXPORT_TEST_FINDING_H
#define PEERCERT_EXPORT_TEST_FINDING_H

#include <string>
#include <vector>

#include "export/reproducer.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "suite/test_suite.h"

namespace peercert::exports {

// finding returns a client and a server in memory, and of step "s", the only one, that `got` is not `expected`.
inline Finding finding(const suite::Step& step, const suite::Expectation& expected, const suite::Observation& got) {
  Finding result;
  result.subject = "Another 1.0, OpenSSL 3.0.0";
  for (const char* role : {"client", "server"}) {
    suite::ContextSpec context;
    context.role = role;
    context.tls_min = context.tls_max = "1.2";
    context.verify_mode = context.role == "client" ? "CERT_REQUIRED" : "CERT_NONE";
    result.scenario.contexts[role] = context;
    suite::ConnectionSpec connection;
    connection.context = role;
    connection.transport = "memory";
    connection.peer = context.role == "client" ? "server" : "client";
    result.scenario.connections[role] = connection;
  }
  result.scenario.case_id = "t/case";
  result.scenario.steps = {step};
  suite::StepResult judged;
  judged.step = step.id;
  judged.verdict = suite::Verdict::kFail;
  judged.got = got;
  judged.expected = expected;
  suite::Held held = suite::held_against(expected, suite::without_positions(got));
  judged.differences = held.at_level.empty() ? held.accidents : held.at_level;
  result.row.steps = {judged};
  suite::Rule rule;
  rule.level = suite::Level::kDocumented;
  rule.says = "It must be so.";
  rule.source = "ssl.SSLSocket.getpeercert, paragraph 1";
  result.rules = {rule};
  return result;
}

inline suite::Step on_client(const std::string& verb, const std::vector<Value>& args = {}) {
  return {"s", verb, "client", args, {}};
}

// add_before adds a step that is as expected before the one that differs.
inline void add_before(Finding& finding, const suite::Step& step) {
  finding.scenario.steps.insert(finding.scenario.steps.begin(), step);
  suite::StepResult result;
  result.got = suite::gave("None");
  finding.row.steps.insert(finding.row.steps.begin(), result);
  ++finding.step;
}

}  // namespace peercert::exports

#endif
