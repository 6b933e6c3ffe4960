// A scenario in words, for a person who did not write its case.
#ifndef PEERCERT_SUITE_SCENARIO_WORDS_H
#define PEERCERT_SUITE_SCENARIO_WORDS_H

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/scenario.h"

namespace peercert::suite {

// NameOf returns how a certificate is called, which is given as PEM or DER.
using NameOf = std::function<std::string(const std::string& certificate)>;

// context_words returns what was set on each context: "client: PROTOCOL_TLS_CLIENT, TLS 1.2, CERT_REQUIRED, trusts
// root, presents nothing".
[[nodiscard]] std::vector<std::string> context_words(const Scenario& scenario, const NameOf& name_of);

// connection_words returns how each connection is made, and then the peers that peercert itself runs: "client: an
// SSLObject (memory) of context client, to server".
[[nodiscard]] std::vector<std::string> connection_words(const Scenario& scenario, const NameOf& name_of);

// verb_words returns what a step with this verb does, "" for a verb that there is not: "asks who the peer is".
[[nodiscard]] std::string_view verb_words(std::string_view verb);

}  // namespace peercert::suite

#endif
