// What the steps of a case are expected to do.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "suite/expand.h"
#include "suite/expand_keys.h"
#include "suite/toml_values.h"
#include "value/literal.h"

namespace peercert::suite {
namespace {

// A condition on somebody nobody knows never holds, and so would switch the expectation off.
void check_name(const Requirement& when) {
  static constexpr std::array<std::string_view, 11> kNames{"cpython",   "pypy",     "graalpy", "rustpython",
                                                           "pyopenssl", "peercert", "openssl", "libressl",
                                                           "boringssl", "aws-lc",   "wolfssl"};
  if (std::find(kNames.begin(), kNames.end(), when.name()) != kNames.end()) return;
  throw std::invalid_argument(
      fmt::format("'{}' is about nobody known; expected one of {}", when.text(), fmt::join(kNames, ", ")));
}

std::optional<Requirement> read_when(const SubstitutedTable& table) {
  const auto when = optional_requirement(table.table(), "when");
  try {
    if (when) check_name(*when);
  } catch (const std::invalid_argument& failure) {
    throw table.table().error("when", failure.what());
  }
  return when;
}

Requirement recipe_condition(const std::string& text, const forge::Fixture& fixture) {
  try {
    Requirement when = Requirement::parse(text);
    check_name(when);
    return when;
  } catch (const std::invalid_argument& failure) {
    throw forge::TomlError(fixture.file, fixture.line, fmt::format("certificate {}: {}", fixture.name, failure.what()));
  }
}

// One expectation for each condition that a recipe makes: what `make` makes of what the recipe says then.
template <typename Make>
std::vector<Expectation> expect_of_recipe(const forge::Fixture& fixture, Make make) {
  std::vector<Expectation> result;
  for (const forge::Expected& expected : fixture.expected) {
    Expectation one = make(expected);
    if (expected.when) one.when = recipe_condition(*expected.when, fixture);
    result.push_back(std::move(one));
  }
  return result;
}

Expectation raising(const std::string& type, const std::string& origin) {
  Expectation one;
  one.raises = type;
  one.origin = origin;
  return one;
}

std::vector<Expectation> expect_certificate(const SubstitutedTable& table, const Verb& verb, CertificateBook& book) {
  return certificate_expectations(book.get(table.table(), "certificate", table.string("certificate")), verb.name);
}

bool any_refused(const forge::Fixture& fixture) {
  return std::any_of(fixture.expected.begin(), fixture.expected.end(), [](const auto& one) { return one.refused; });
}

bool gives_ders(std::string_view verb) {
  return verb == "get_verified_chain" || verb == "get_unverified_chain" || verb == "get_ca_certs";
}

std::vector<Expectation> expect_der(const SubstitutedTable& table, CertificateBook& book) {
  const forge::Fixture& fixture = book.get(table.table(), "der", table.string("der"));
  Expectation bytes;
  bytes.value = Bytes{fixture.binary_form};
  bytes.origin = "DER of " + fixture.name;
  if (!any_refused(fixture)) return {bytes};
  return expect_of_recipe(fixture, [&](const forge::Expected& expected) {
    return expected.refused ? raising("ValueError", bytes.origin) : bytes;
  });
}

// Certificates of which a step gives the list of their bytes.
Expectation expect_ders(const SubstitutedTable& table, const Verb& verb, CertificateBook& book) {
  if (!gives_ders(verb.name)) {
    throw table.table().error("ders",
                              fmt::format("only the two chains and get_ca_certs give several, not {}", verb.name));
  }
  List all;
  for (const std::string& name : table.optional_strings("ders")) {
    all.items.emplace_back(Bytes{book.get(table.table(), "ders", name).binary_form});
  }
  if (all.items.empty()) throw table.table().error("ders", "names no certificate; of an empty list say value = \"[]\"");
  Expectation one;
  one.value = all;
  return one;
}

// The handshake works, unless whoever reads the certificate refuses it.
std::vector<Expectation> expect_accepted(const SubstitutedTable& table, const Verb& verb, CertificateBook& book) {
  if (verb.name != "handshake") throw table.table().error("accepted", "only a handshake accepts a certificate");
  const forge::Fixture& fixture = book.get(table.table(), "accepted", table.string("accepted"));
  const std::string on = table.string("on");
  return expect_of_recipe(fixture, [&](const forge::Expected& expected) {
    if (!expected.refused) {
      Expectation one;
      one.value = None{};
      one.origin = "certificate " + fixture.name;
      return one;
    }
    Expectation one = raising("ssl.SSLError", "certificate " + fixture.name);
    one.on = on;
    return one;
  });
}

Expectation expect_value(const SubstitutedTable& table) {
  Expectation one;
  one.value = literal(table.table(), "value", table.string("value"));
  return one;
}

void check_connection(const SubstitutedTable& table, const std::string& name, const Scenario& scenario) {
  if (scenario.connections.count(name) > 0) return;
  throw table.table().error(
      "on", fmt::format("there is no connection '{}'; there are {}", name, names_of(scenario.connections)));
}

Expectation expect_exception(const SubstitutedTable& table, const Verb& verb, const Scenario& scenario) {
  Expectation one;
  one.raises = table.string("raises");
  one.args = optional_literal(table.table(), "args");
  if (verb.name != "handshake") return one;
  one.on = table.string("on");
  check_connection(table, *one.on, scenario);
  return one;
}

Expectation expect_outcome(const SubstitutedTable& table) {
  Expectation one;
  one.outcome = choice(table, "outcome", std::array<std::string_view, 3>{"done", "wants_more", "failed"}, "");
  return one;
}

bool gives_certificate(std::string_view verb) {
  return verb.rfind("getpeercert", 0) == 0 || verb == "get_extra_info" || verb == "get_ca_certs";
}

// The answers of these are lists: of the one certificate that is named.
bool gives_list(std::string_view verb) {
  return verb == "get_ca_certs" || verb == "getpeercert_of_many";
}

void check_form(const SubstitutedTable& table, const Verb& verb) {
  for (const char* key : {"certificate", "der"}) {
    if (table.table().has(key) && !gives_certificate(verb.name)) {
      throw table.table().error(
          key,
          fmt::format(
              "only the verbs that begin with getpeercert, get_extra_info and get_ca_certs give a certificate, not {}",
              verb.name));
    }
  }
  if (table.table().has("any_order") && (table.table().has("raises") || table.table().has("der"))) {
    throw table.table().error("any_order", "only a dictionary has an order of keys");
  }
}

std::vector<Expectation> read_expectation(const SubstitutedTable& table, const Verb& verb, CertificateBook& book,
                                          const Scenario& scenario) {
  static constexpr std::array<std::string_view, 7> kForms{"value",    "certificate", "der",    "ders",
                                                          "accepted", "raises",      "outcome"};
  const auto forms = std::count_if(kForms.begin(), kForms.end(), [&](auto key) { return table.table().has(key); });
  if (forms != 1) throw table.table().error("", fmt::format("needs exactly one of '{}'", fmt::join(kForms, "', '")));
  check_form(table, verb);
  std::vector<Expectation> result;
  if (table.table().has("certificate")) {
    result = expect_certificate(table, verb, book);
  } else if (table.table().has("der")) {
    result = expect_der(table, book);
  } else if (table.table().has("ders")) {
    result = {expect_ders(table, verb, book)};
  } else if (table.table().has("accepted")) {
    result = expect_accepted(table, verb, book);
  } else if (table.table().has("value")) {
    result = {expect_value(table)};
  } else if (table.table().has("outcome")) {
    result = {expect_outcome(table)};
  } else {
    result = {expect_exception(table, verb, scenario)};
  }
  if (gives_list(verb.name) && !table.table().has("value") && !table.table().has("ders")) {
    for (Expectation& one : result) {
      if (one.value) one.value = List{{*one.value}};
    }
  }
  const bool any_order = table.table().optional_bool("any_order", false);
  const auto when = read_when(table);
  for (Expectation& one : result) {
    one.any_order = any_order;
    if (when && one.when) throw table.table().error("when", "the recipe of the certificate makes conditions already");
    if (when) one.when = when;
  }
  table.table().done();
  return result;
}

}  // namespace

std::vector<Expectation> certificate_expectations(const forge::Fixture& fixture, std::string_view verb) {
  const std::string origin = "certificate " + fixture.name;
  return expect_of_recipe(fixture, [&](const forge::Expected& expected) {
    if (expected.refused) return raising(verb == "decode" ? "ssl.SSLError" : "ValueError", origin);
    Expectation one;
    one.value = expected.value;
    one.raises = expected.raises;
    one.args = expected.args;
    one.origin = origin;
    return one;
  });
}

std::vector<Expectation> read_expectations(const SubstitutedTable& table, const Verb& verb, CertificateBook& book,
                                           const Scenario& scenario) {
  std::vector<Expectation> result;
  const toml::node* node = table.table().node("expect");
  if (node == nullptr) return result;
  std::vector<forge::TomlTable> alternatives;
  if (node->is_array()) {
    alternatives = table.table().tables("expect");
    if (alternatives.empty()) throw table.table().error("expect", "is empty; leave it out when nothing is expected");
  } else {
    alternatives.push_back(*table.table().optional_table("expect"));
  }
  for (forge::TomlTable& alternative : alternatives) {
    if (!result.empty() && !result.back().when) {
      throw alternative.error("", "is never reached: the alternative before it has no 'when'");
    }
    for (Expectation& one : read_expectation({alternative, table.substitution()}, verb, book, scenario)) {
      result.push_back(std::move(one));
    }
  }
  return result;
}

}  // namespace peercert::suite
