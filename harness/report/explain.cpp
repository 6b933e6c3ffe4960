#include "report/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "forge/pem.h"
#include "report/annotated.h"
#include "report/text.h"
#include "report/view.h"
#include "suite/expand.h"
#include "suite/scenario_words.h"
#include "suite/verbs.h"
#include "value/literal.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostOtherPlaces = 6;

// "certificate server" and "DER of server" -> "server".
std::string certificate_of_origin(const std::string& origin) {
  for (const std::string_view before : {"certificate ", "DER of "}) {
    if (origin.compare(0, before.size(), before) == 0) return origin.substr(before.size());
  }
  return "";
}

std::string value_words(const suite::Expectation& expected, std::string_view verb) {
  const std::string name = certificate_of_origin(expected.origin);
  if (name.empty()) return to_literal(*expected.value);
  if (verb == "handshake") return "works";
  return fmt::format("the {} of certificate {}", expected.origin[0] == 'D' ? "bytes" : "dictionary", name);
}

// What is expected, whoever it is expected of.
std::string one_expectation(const suite::Expectation& expected, std::string_view verb) {
  std::string words;
  if (expected.value) words = value_words(expected, verb);
  if (expected.outcome) words = "ends as '" + *expected.outcome + "'";
  if (expected.raises) {
    words = fmt::format("{}{}raises {}", expected.on.value_or(""), expected.on ? " " : "", *expected.raises);
  }
  if (expected.args) words += " with args " + to_literal(*expected.args);
  return words + (expected.any_order ? ", the keys in any order" : "");
}

// Of alternatives each with whom it is for, where they differ in words.
std::string expectations_words(const std::vector<suite::Expectation>& expectations, std::string_view verb) {
  std::vector<std::string> words;
  std::set<std::string> different;
  for (const suite::Expectation& one : expectations) {
    const std::string each = one_expectation(one, verb);
    different.insert(each);
    words.push_back(one.when ? fmt::format("{} (for {})", each, one.when->text()) : each);
  }
  return different.size() == 1 && words.size() > 1 ? *different.begin()
                                                   : fmt::format("{}", fmt::join(words, "; else "));
}

std::string of_silence(std::string_view verb) {
  const suite::Verb* found = suite::find_verb(verb);
  const suite::IfSilent silent = found == nullptr ? suite::IfSilent::kAnswer : found->if_silent;
  if (silent == suite::IfSilent::kAnswer) return "no rule says; witnesses are compared with the reference";
  return silent == suite::IfSilent::kWorks ? "has to work" : "has to work, or to want more";
}

class Explainer {
 public:
  Explainer(const Topic& topic, const Style& style)
      : topic_(topic), scenario_(topic.one.scenarios[topic.index]), style_(style) {}

  std::string text() {
    add_case();
    add_rules();
    add_scenario();
    const std::set<std::string> played = played_certificates();
    for (const std::string& name : topic_.one.certificates) {
      if (played.count(name) > 0) add_certificate(name);
    }
    return out_ + witnesses_text(topic_, style_);
  }

 private:
  void heading(const std::string& text) { out_ += fmt::format("\n{}\n", painted(text, kBold, style_.colour)); }

  // One line of text, or several, of which all but the first stand `hanging` further to the right.
  void line(std::size_t indent, const std::string& text, std::size_t hanging = 0) {
    const std::size_t width = std::max(style_.width, kLeastWidth);
    out_ += fmt::format("{}{}\n", std::string(indent, ' '), wrapped(one_line(text), width, indent + hanging));
  }

  void verbatim(const std::string& text, std::size_t indent) {
    const std::string shown = printable(text.substr(0, text.find_last_not_of('\n') + 1));
    out_ += fmt::format("{}{}\n", std::string(indent, ' '), indented(shown, indent));
  }

  void add_case() {
    out_ += painted(topic_.one.id, kBold, style_.colour) + "\n";
    line(2, topic_.one.why);
    const std::string verdicts = verdicts_text(topic_.results);
    if (!verdicts.empty()) line(2, "here: " + verdicts);
    line(2, topic_.one.place.text());
    const std::size_t count = topic_.one.scenarios.size();
    if (count < 2) return;
    std::vector<std::string> others;
    for (const suite::Scenario& other : topic_.one.scenarios) {
      if (&other != &scenario_) others.push_back(other.name().substr(other.case_id.size()));
    }
    line(2, fmt::format("One of {}; the others: {}", plural(count, "scenario"), first_of(others, kMostOtherPlaces)));
  }

  void add_rules() {
    heading(topic_.one.rules.size() == 1 ? "The rule" : "The rules");
    for (const std::string& id : topic_.one.rules) {
      const suite::Rule& rule = topic_.suite.rule(id);
      line(2, fmt::format("{} ({})", id, to_string(rule.level)));
      line(4, rule.says);
      line(4, fmt::format("source: {}{}", rule.source, rule.since ? "; since Python " + *rule.since : ""));
      if (rule.conflict) line(4, "CPython contradicts it: " + *rule.conflict);
    }
  }

  void add_scenario() {
    heading("What is played: " + scenario_.name());
    const auto name_of = [this](const std::string& certificate) { return name_of_certificate(certificate); };
    add_list("Contexts", suite::context_words(scenario_, name_of));
    add_list("Connections", suite::connection_words(scenario_, name_of));
    line(2, "Steps");
    std::size_t number = 0;
    for (const suite::CaseStep& step : topic_.one.expectations[topic_.index]) add_step(++number, step);
  }

  void add_list(const char* what, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    line(2, what);
    for (const std::string& each : lines) line(4, each, 2);
  }

  void add_step(std::size_t number, const suite::CaseStep& step) {
    const auto played = std::find_if(scenario_.steps.begin(), scenario_.steps.end(),
                                     [&step](const suite::Step& one) { return one.id == step.id; });
    const bool is_there = played != scenario_.steps.end();
    const std::string on = is_there && !played->on.empty() ? played->on + "." : "";
    const std::string arguments = is_there ? shortened(arguments_of(*played), 100) : "";
    line(4, fmt::format("{:>2}  {}{}({}): {}", number, on, step.verb, arguments, suite::verb_words(step.verb)), 4);
    line(8, "expected: " + expectation_words(step));
    if (!step.expect.empty() && step.rules != topic_.one.rules)
      line(8, fmt::format("by {}", fmt::join(step.rules, ", ")));
  }

  // How the suite calls a certificate, PEM or DER.
  [[nodiscard]] std::string name_of_certificate(const std::string& certificate) const {
    for (const auto& [name, fixture] : topic_.fixtures.all()) {
      if (fixture.pem == certificate || fixture.der == certificate) return name;
    }
    return fmt::format("{} bytes of its own", certificate.size());
  }

  // Those of the case that this scenario has.
  [[nodiscard]] std::set<std::string> played_certificates() const {
    std::set<std::string> names = main_certificates();
    const auto add = [&](const std::vector<std::string>& certificates) {
      for (const std::string& certificate : certificates) names.insert(name_of_certificate(certificate));
    };
    for (const auto& [id, credential] : scenario_.certificates) add(credential.chain);
    for (const auto& [id, context] : scenario_.contexts) add(context.trust);
    for (const auto& [id, peer] : scenario_.peers) {
      add(peer.chain);
      add(peer.renegotiates_with);
    }
    return names;
  }

  // The certificates that the answers are about; where they are about none, those that are presented.
  [[nodiscard]] std::set<std::string> main_certificates() const {
    std::set<std::string> names;
    for (const suite::CaseStep& step : topic_.one.expectations[topic_.index]) {
      for (const suite::Expectation& expected : step.expect) names.insert(certificate_of_origin(expected.origin));
    }
    names.erase("");
    if (!names.empty()) return names;
    for (const auto& [id, context] : scenario_.contexts) names.insert(context.certificate.value_or(""));
    for (const auto& [id, peer] : scenario_.peers) {
      if (!peer.chain.empty()) names.insert(name_of_certificate(peer.chain.front()));
    }
    return names;
  }

  void add_certificate(const std::string& name) {
    const forge::Fixture* fixture = topic_.fixtures.find(name);
    if (fixture == nullptr) return;
    heading(fmt::format("Certificate {}: certs/{}:{}", name, fixture->file, fixture->line));
    verbatim(fixture->text, 2);
    if (!topic_.whole && main_certificates().count(name) == 0) return line(2, "--whole shows its bytes, too.");
    add_bytes(*fixture);
  }

  void add_bytes(const forge::Fixture& fixture) {
    const auto expectations = suite::certificate_expectations(fixture, "decode");
    const suite::Expectation* expected = nullptr;
    const suite::SubjectInfo library = subject_of(topic_.results.at("subjects").at(0));  // it decides conditions
    out_ += "\n";
    for (const suite::Expectation& one : expectations) {
      if (expected == nullptr && (!one.when || one.when->met_by(library))) expected = &one;
    }
    if (expected != nullptr && !expected->value) {
      line(2, "It has no dictionary: who decodes it " + one_expectation(*expected, "decode"));
    }
    const Value* dictionary = expected != nullptr && expected->value ? &*expected->value : nullptr;
    out_ += annotated(fixture.der, dictionary, topic_.whole, style_);
  }

  const Topic& topic_;
  const suite::Scenario& scenario_;
  const Style& style_;
  std::string out_;
};

}  // namespace

std::string expectation_words(const suite::CaseStep& step) {
  if (step.expect.empty()) return of_silence(step.verb);
  return expectations_words(step.expect, step.verb);
}

std::string explanation(const Topic& topic, const Style& style) {
  return Explainer(topic, style).text();
}

}  // namespace peercert::report
