// From one [[case]] at one point of its matrix to a scenario and what is expected of it.
#ifndef PEERCERT_SUITE_EXPAND_H
#define PEERCERT_SUITE_EXPAND_H

#include <string>
#include <vector>

#include "forge/fixtures.h"
#include "suite/case.h"
#include "suite/scenario.h"
#include "suite/substitution.h"
#include "suite/verbs.h"

namespace peercert::suite {

// CertificateBook looks up certificates by name for a scenario, and remembers which were used.
class CertificateBook {
 public:
  explicit CertificateBook(const forge::Fixtures& fixtures) : fixtures_(&fixtures) {}

  // get returns the certificate that `key` of `table` names. Throws forge::TomlError when there is none.
  const forge::Fixture& get(const forge::TomlTable& table, std::string_view key, const std::string& name);

  // credential returns what a context presents: the chain and the key.
  [[nodiscard]] Credential credential(const forge::TomlTable& table, std::string_view key, const std::string& name);

  // used returns the names asked for so far, sorted.
  [[nodiscard]] std::vector<std::string> used() const { return {used_.begin(), used_.end()}; }

 private:
  const forge::Fixtures* fixtures_;
  std::set<std::string> used_;
};

// read_peers fills the contexts, connections, peers, certificates and needs of `scenario` from the keys client, server,
// contexts, connections, peers and needs of a case.
void read_peers(const SubstitutedTable& entry, CertificateBook& book, Scenario& scenario);

// name_loopback_peers enters the names of the key peers in `scenario.peers`, so that connections can lead to them;
// read_loopback_peers, once the connections are read, what is said of each.
void name_loopback_peers(const SubstitutedTable& entry, Scenario& scenario);
void read_loopback_peers(const SubstitutedTable& entry, CertificateBook& book, Scenario& scenario);

// CaseRules are those of a case, and the ones that a step rests on which names none.
struct CaseRules {
  std::vector<std::string> all;
  std::vector<std::string> usual;
};

// read_steps fills the steps of `scenario` from the key steps, and returns what is expected of each.
[[nodiscard]] std::vector<CaseStep> read_steps(const SubstitutedTable& entry, CertificateBook& book,
                                               const CaseRules& rules, Scenario& scenario);

// read_expectations returns what the key expect of a step says: one expectation, or alternatives of which the first
// that applies counts; nothing when there is no such key.
[[nodiscard]] std::vector<Expectation> read_expectations(const SubstitutedTable& step, const Verb& verb,
                                                         CertificateBook& book, const Scenario& scenario);

// certificate_expectations returns what a recipe says that `verb` must make of its certificate. Nobody has a handshake
// with one that is refused, and its decoder fails as OpenSSL does.
[[nodiscard]] std::vector<Expectation> certificate_expectations(const forge::Fixture& fixture, std::string_view verb);

// read_decode fills `scenario` from the key decode, which stands in place of peers and steps, and returns what is
// expected of its one step.
[[nodiscard]] std::vector<CaseStep> read_decode(const SubstitutedTable& entry, CertificateBook& book,
                                                const CaseRules& rules, Scenario& scenario);

}  // namespace peercert::suite

#endif
