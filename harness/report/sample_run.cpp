#include "report/sample_run.h"

namespace peercert::report {
namespace {

suite::Scenario scenario(const std::string& tls) {
  suite::Scenario scenario;
  scenario.case_id = "validation/client_cert_none";
  scenario.where = {{"tls", tls}, {"transport", "memory"}};
  scenario.steps = {{"shake", "handshake", "", {}, {}},
                    {"decoded", "getpeercert", "client", {}, {}},
                    {"form", "getpeercert", "client", {}, {{"binary_form", true}}}};
  return scenario;
}

suite::Case sample_case() {
  suite::Case test_case;
  test_case.id = "validation/client_cert_none";
  test_case.theme = "validation";
  test_case.rules = {"not_validated_is_empty"};
  test_case.why = "Without verification the client still has the certificate, but only its bytes.";
  test_case.certificates = {"server", "root"};
  test_case.scenarios = {scenario("1.2"), scenario("1.3")};
  return test_case;
}

suite::StepResult step(const std::string& id, const Value& got) {
  suite::StepResult result;
  result.step = id;
  result.rules = {"not_validated_is_empty"};
  result.got.step = id;
  result.got.value = got;
  return result;
}

suite::StepResult judged(const std::string& id, const Value& got, const Value& expected) {
  suite::StepResult result = step(id, got);
  result.expected = suite::Expectation{};
  result.expected->value = expected;
  return result;
}

suite::Row passing_row(const std::string& tls, std::size_t subject) {
  suite::Row row;
  row.case_id = "validation/client_cert_none";
  row.where = {{"tls", tls}, {"transport", "memory"}};
  row.subject = subject;
  row.seconds = 0.25;
  const Value der = Bytes{std::string(100, '0')};
  row.steps = {step("shake", None{}), judged("decoded", Dict{}, Dict{}), judged("form", der, der)};
  row.steps[2].expected->origin = "DER of server";
  return row;
}

}  // namespace

Run passing_run() {
  Run run;
  run.suite_version = "0.1.0";
  run.suite_digest = "0123456789abcdef";
  suite::Rule rule;
  rule.id = "not_validated_is_empty";
  rule.says = "Without validation the dictionary is empty.";
  rule.source = "getpeercert, second paragraph";
  run.rules = {rule};
  run.cases = {sample_case()};
  run.subjects = {{{"peercert", "0.1.0", "OpenSSL 3.0.19 27 Jan 2026", {"tls_1_2", "memory"}}, "subject", "native"},
                  {{"CPython", "3.11.2", "OpenSSL 3.0.19 27 Jan 2026", {"tls_1_2"}}, "reference", "python3"}};
  run.certificates = {{"root", "PEM of root"}, {"server", "PEM of server"}};
  run.rows = {passing_row("1.2", 0), passing_row("1.2", 1), passing_row("1.3", 0), passing_row("1.3", 1)};
  return run;
}

Run sample_run() {
  Run run = passing_run();
  suite::Row& row = run.rows[2];
  row.verdict = suite::Verdict::kFail;
  row.alone = "subject";
  suite::StepResult& broken = row.steps[1];
  broken.verdict = suite::Verdict::kFail;
  broken.level = suite::Level::kDocumented;
  broken.got.value = None{};
  broken.differences = {{"", DifferenceKind::kType, Value(Dict{}), Value(None{})}};
  broken.message = "expected dict, got NoneType";
  return run;
}

Run order_run() {
  Run run = sample_run();
  const DictEntry subject = {Str{"subject"}, Str{std::string(60, 's')}};
  const DictEntry issuer = {Str{"issuer"}, Str{std::string(60, 'i')}};
  suite::StepResult& broken = run.rows[2].steps[1];
  broken.expected->value = Value(Dict{{subject, issuer}});
  broken.got.value = Value(Dict{{issuer, subject}});
  broken.differences = {
      {"", DifferenceKind::kOrder, Value(List{{subject.key, issuer.key}}), Value(List{{issuer.key, subject.key}})}};
  return run;
}

Run absent_run(const std::string& why) {
  Run run = passing_run();
  run.subjects[1] = {{}, "reference", "python9", why};
  run.rows = {run.rows[0], run.rows[2]};
  return run;
}

Run hostile_run(const std::string& text) {
  Run run = sample_run();
  run.suite_version = run.suite_digest = text;
  suite::Rule& rule = run.rules[0];
  rule.says = rule.source = text;
  rule.since = rule.conflict = rule.proposal = rule.covered_by = text;
  run.cases[0].why = text;
  run.subjects[0] = {{text, text, text, {text}}, "subject", text};
  run.certificates = {{text, text}};
  run.cases[0].certificates = {text};
  for (suite::Scenario& scenario : run.cases[0].scenarios) {
    scenario.where["tls"] += text;
    scenario.steps[1].kwargs = {{text, Str{text}}};
  }
  for (suite::Row& row : run.rows) row.where["tls"] += text;
  suite::Row& row = run.rows[2];
  row.detail = text;
  row.steps[0].got.value = Other{text, text};
  suite::StepResult& broken = row.steps[1];
  broken.got.value.reset();
  broken.got.raised = Raised{text, {text}, Tuple{{Str{text}}}, Dict{{{Str{text}, Bytes{text}}}}, text};
  broken.got.on = broken.drift = broken.message = text;
  broken.got.warnings = {{text, text}};
  broken.expected->raises = text;
  broken.expected->args = Value(Str{text});
  broken.expected->on = broken.expected->origin = text;
  broken.differences = {{text, DifferenceKind::kValue, Value(Str{text}), Value(Other{text, text})}};
  return run;
}

}  // namespace peercert::report
