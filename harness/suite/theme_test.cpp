// Themes that load: what a case becomes.
#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

const std::string kCase =
    "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n"
    "matrix = { tls = [\"1.2\", \"1.3\"], form = [\"False\", \"True\"] }\n";

Case load_one(const std::string& text) {
  const TemporaryCases cases;
  return load_theme(cases.write("t.toml", text), TestRow().suite.rules, fixtures()).at(0);
}

TEST(Theme, ACaseHasAScenarioForEachPointOfItsMatrix) {
  const Case one = load_one(kCase +
                            "steps = [{ do = \"handshake\" }, { do = \"getpeercert\", on = \"server\", kwargs "
                            "= { binary_form = \"$form\" }, expect = { value = \"None\" } }]\n");
  EXPECT_EQ(one.theme, "t");
  EXPECT_EQ(one.why, "W");
  EXPECT_EQ(one.place.text(), "cases/t.toml:1");
  ASSERT_EQ(one.scenarios.size(), 4U);
  ASSERT_EQ(one.expectations.size(), 4U);
  EXPECT_EQ(one.scenarios[1].name(), "t/a[form=True,tls=1.2]");
  EXPECT_EQ(one.scenarios[1].contexts.at("client").tls_min, "1.2");
  EXPECT_EQ(one.scenarios[1].contexts.at("client").tls_max, "1.2");
  const Step& step = one.scenarios[1].steps.at(1);
  EXPECT_EQ(step.id, "getpeercert_server");
  EXPECT_EQ(step.kwargs.at(0).second, Value(true));
  EXPECT_EQ(one.expectations[1].at(1).expect.at(0).value, Value(None{}));
  EXPECT_TRUE(one.expectations[1].at(0).expect.empty());
}

TEST(Theme, TheShortFormFillsInTheUsualPair) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n"
      "steps = [{ do = \"getpeercert\", on = \"client\", expect = { raises = \"ValueError\" } }]\n");
  const Scenario& scenario = one.scenarios.at(0);
  EXPECT_EQ(scenario.contexts.at("client").verify_mode, "CERT_REQUIRED");
  EXPECT_EQ(scenario.contexts.at("server").verify_mode, "CERT_NONE");
  EXPECT_EQ(scenario.contexts.at("client").certificate, std::nullopt);
  EXPECT_EQ(scenario.contexts.at("server").certificate, "server");
  EXPECT_EQ(scenario.contexts.at("client").trust.at(0), fixtures().find("root")->pem);
  EXPECT_EQ(scenario.connections.at("client").transport, "memory");
  EXPECT_EQ(scenario.connections.at("client").peer, "server");
  EXPECT_EQ(scenario.needs, std::vector<std::string>{"memory"});
  EXPECT_EQ(scenario.contexts.at("client").tls_max, "1.3");
}

TEST(Theme, AChainIsAListOfTheBytesOfItsCertificates) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n"
      "steps = [{ do = \"get_verified_chain\", on = \"client\", expect = { ders = [\"server\", \"root\"] } }]\n");
  const auto der = [](const char* name) { return Value(Bytes{fixtures().find(name)->der}); };
  EXPECT_EQ(one.expectations.at(0).at(0).expect.at(0).value, Value(List{{der("server"), der("root")}}));
  EXPECT_EQ(one.scenarios.at(0).needs, (std::vector<std::string>{"certificate_chains", "memory"}));
}

TEST(Theme, WhatActsOnTheModuleNeedsNoConnection) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\nconnections = {}\n"
      "steps = [{ do = \"match_hostname\", args = [\"{}\", \"'x'\"], expect = { raises = \"ValueError\" } }]\n");
  const Scenario& scenario = one.scenarios.at(0);
  EXPECT_TRUE(scenario.contexts.empty());
  EXPECT_TRUE(scenario.connections.empty());
  EXPECT_EQ(scenario.needs, std::vector<std::string>{"match_hostname"});
  EXPECT_EQ(scenario.steps.at(0).on, "ssl");
  EXPECT_EQ(scenario.steps.at(0).id, "match_hostname_ssl");
  EXPECT_EQ(scenario.steps.at(0).args.at(1), Value(Str{"x"}));
}

TEST(Theme, ExpectationsComeFromLiteralsCertificatesAndTheirDer) {
  const Case one =
      load_one(kCase +
               "steps = [{ do = \"getpeercert\", on = \"client\", args = [\"$form\"], expect = [{ when = "
               "\"CPython\", certificate = \"server\" }, { der = \"server\" }] },\n"
               "{ do = \"getpeercert\", on = \"client\", expect = { value = \"{}\", any_order = true } }]\n");
  const std::vector<CaseStep>& steps = one.expectations.at(0);
  ASSERT_EQ(steps.at(0).expect.size(), 2U);
  EXPECT_EQ(steps[0].expect[0].value, fixtures().find("server")->expected.at(0).value);
  EXPECT_EQ(steps[0].expect[0].when->text(), "CPython");
  EXPECT_EQ(steps[0].expect[0].origin, "certificate server");
  EXPECT_EQ(steps[0].expect[1].value, Value(Bytes{fixtures().find("server")->der}));
  EXPECT_EQ(steps[0].expect[1].origin, "DER of server");
  EXPECT_TRUE(steps.at(1).expect.at(0).any_order);
  EXPECT_EQ(steps[1].id, "getpeercert_client_2");
}

TEST(Theme, APeerOfTheHarnessTakesThePlaceOfASide) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\nmatrix = { tls = [\"1.2\"] }\n"
      "peers = { server = { kind = \"hand_written\", sends = [\"\", \"00ff\"], asks_for_certificate = true } }\n"
      "steps = [{ do = \"getpeercert\", on = \"client\", expect = { value = \"None\" } }]\n");
  const Scenario& scenario = one.scenarios.at(0);
  EXPECT_EQ(scenario.connections.size(), 1U);
  EXPECT_EQ(scenario.connections.at("client").transport, "loopback");
  EXPECT_EQ(scenario.needs, (std::vector<std::string>{"loopback", "tls_1_2"}));
  const PeerSpec& peer = scenario.peers.at("server");
  EXPECT_EQ(peer.role, "server");
  EXPECT_EQ(peer.chain, (std::vector<std::string>{"", std::string("\x00\xff", 2)}));
  EXPECT_EQ(peer.key, fixtures().find("server")->key_pem);
  EXPECT_TRUE(peer.asks_for_certificate);
}

TEST(Theme, APeerPresentsACertificateWithItsChain) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n"
      "peers = { client = { kind = \"openssl\", certificate = \"client_by_intermediate\", tls_max = \"1.2\" } }\n"
      "steps = [{ do = \"getpeercert\", on = \"server\", expect = { value = \"None\" } }]\n");
  const PeerSpec& peer = one.scenarios.at(0).peers.at("client");
  EXPECT_EQ(peer.role, "client");
  EXPECT_EQ(peer.chain, (std::vector<std::string>{fixtures().find("client_by_intermediate")->der,
                                                  fixtures().find("intermediate")->der}));
  EXPECT_EQ(one.scenarios[0].needs, (std::vector<std::string>{"loopback", "tls_1_2"}));
  EXPECT_EQ(one.certificates, (std::vector<std::string>{"client_by_intermediate", "intermediate", "root", "server"}));
}

TEST(Theme, TheLongFormNamesContextsAndConnections) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n"
      "contexts = { c = { role = \"client\" }, s = { role = \"server\", certificate = \"server\" } }\n"
      "connections = { x = { context = \"c\", peer = \"y\" }, y = { context = \"s\", peer = \"x\" } }\n"
      "steps = [{ do = \"handshake\", on = \"x\", expect = { raises = \"E\", on = \"y\" } },"
      "{ do = \"set_verify_mode\", on = \"c\", args = [\"'CERT_NONE'\"] }]\n");
  EXPECT_EQ(one.scenarios.at(0).connections.at("x").context, "c");
  EXPECT_EQ(one.expectations.at(0).at(0).expect.at(0).on, "y");
  EXPECT_EQ(one.certificates, (std::vector<std::string>{"root", "server"}));
}

TEST(Theme, OfCaCertsACertificateIsTheListOfThatOne) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n"
      "steps = [{ do = \"get_ca_certs\", on = \"client\", expect = { certificate = \"root\" } },\n"
      "{ do = \"get_ca_certs\", on = \"client\", args = [\"True\"], expect = { der = \"root\" } }]\n");
  const std::vector<CaseStep>& steps = one.expectations.at(0);
  EXPECT_EQ(steps.at(0).expect.at(0).value, Value(List{{*fixtures().find("root")->expected.at(0).value}}));
  EXPECT_EQ(steps.at(1).expect.at(0).value, Value(List{{Bytes{fixtures().find("root")->der}}}));
  EXPECT_EQ(one.scenarios.at(0).needs, (std::vector<std::string>{"get_ca_certs", "memory"}));
}

const std::string kEach =
    "[[for_each_recipe]]\nid = \"t/$recipe/direct\"\ndecode = \"$recipe\"\n"
    "[[for_each_recipe]]\nid = \"t/$recipe/seen\"\ncarried = [\"refused\"]\nrules = [\"binary_form_true_is_der\"]\n"
    "peers = { server = { kind = \"hand_written\", certificate = \"$recipe\" } }\n"
    "steps = [{ do = \"handshake\", expect = { accepted = \"$recipe\", on = \"client\" } },\n"
    "{ do = \"getpeercert\", on = \"client\", expect = { certificate = \"$recipe\" } },\n"
    "{ do = \"getpeercert\", on = \"client\", rules = [\"binary_form_true_is_der\"], expect = { value = \"None\" } "
    "}]\n";

Case load_case(const std::string& id) {
  const TemporaryCases cases;
  const auto rules = load_rules(PEERCERT_SOURCE_DIR "/cases/rules.toml");
  for (const Case& one : load_theme(cases.write("t.toml", kEach), rules, fixtures())) {
    if (one.id == id) return one;
  }
  throw std::out_of_range("no case " + id);
}

TEST(Theme, ARecipeWithRulesIsACase) {
  const Case one = load_case("t/name/bmp_surrogate/direct");
  const forge::Fixture& fixture = *fixtures().find("name/bmp_surrogate");
  EXPECT_EQ(one.why, fixture.why);
  EXPECT_EQ(one.rules, fixture.rules);
  EXPECT_EQ(one.certificates, std::vector<std::string>{fixture.name});
  ASSERT_EQ(one.scenarios.size(), 1U);
  EXPECT_EQ(one.scenarios[0].name(), one.id);
  EXPECT_EQ(one.scenarios[0].decode, fixture.der);
  EXPECT_EQ(one.scenarios[0].needs, std::vector<std::string>{"decode"});
  EXPECT_TRUE(one.scenarios[0].connections.empty());
}

TEST(Theme, AStepOfARecipeRestsOnTheRecipesRulesUnlessItNamesOthers) {
  const Case one = load_case("t/name/bmp_surrogate/seen");
  const std::vector<std::string> recipes = fixtures().find("name/bmp_surrogate")->rules;
  EXPECT_EQ(one.rules.size(), recipes.size() + 1);
  EXPECT_EQ(one.expectations.at(0).at(1).rules, recipes);
  EXPECT_EQ(one.expectations[0].at(2).rules, std::vector<std::string>{"binary_form_true_is_der"});
}

TEST(Theme, WhatIsRefusedFailsTheHandshakeAndTheDecoder) {
  const Case direct = load_case("t/name/bmp_surrogate/direct");
  ASSERT_EQ(direct.expectations.at(0).at(0).expect.size(), 2U);
  EXPECT_EQ(direct.expectations[0][0].expect[0].when->text(), "OpenSSL < 3");
  EXPECT_EQ(direct.expectations[0][0].expect[0].raises, "UnicodeDecodeError");
  EXPECT_EQ(direct.expectations[0][0].expect[1].raises, "ssl.SSLError");
  const std::vector<CaseStep> seen = load_case("t/name/bmp_surrogate/seen").expectations.at(0);
  EXPECT_EQ(seen.at(0).expect.at(0).value, Value(None{}));
  EXPECT_EQ(seen[0].expect.at(1).raises, "ssl.SSLError");
  EXPECT_EQ(seen[0].expect[1].on, "client");
  EXPECT_EQ(seen.at(1).expect.at(0).raises, "UnicodeDecodeError");
  EXPECT_EQ(seen[1].expect.at(1).raises, "ValueError");
}

TEST(Theme, ASocketThatIsConnectedToNobodyHasNoPeer) {
  const Case one = load_one(
      "state = \"no_transport\"\n[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n"
      "contexts = { c = { role = \"client\" } }\n"
      "connections = { alone = { context = \"c\", transport = \"tcp\", begins = \"unconnected\" } }\n"
      "steps = [{ do = \"connect\", on = \"alone\", args = [\"'nobody'\"], expect = { outcome = \"failed\" } }]\n");
  EXPECT_EQ(one.state, "no_transport");
  EXPECT_EQ(one.scenarios.at(0).connections.at("alone").peer, "");
  EXPECT_EQ(one.scenarios.at(0).connections.at("alone").begins, "unconnected");
  EXPECT_EQ(one.scenarios.at(0).needs, std::vector<std::string>{"tcp"});
  EXPECT_EQ(one.expectations.at(0).at(0).expect.at(0).outcome, "failed");
}

TEST(Theme, WhatAContextHasBesidesIsAFeatureThatASubjectMustHave) {
  const Case one = load_one(
      "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\nstate = \"asked_later\"\n"
      "client = { post_handshake_auth = true, options = [\"OP_NO_TICKET\"] }\n"
      "server = { psk = { identity = \"x\", key = \"00ff\" }, ecdh_curve = \"secp384r1\" }\n"
      "steps = [{ do = \"getpeercert\", on = \"client\", expect = { value = \"None\" } }]\n");
  EXPECT_EQ(one.scenarios.at(0).needs, (std::vector<std::string>{"memory", "post_handshake_auth", "psk"}));
  EXPECT_EQ(one.scenarios.at(0).contexts.at("server").psk->key, std::string("\0\xff", 2));
}

}  // namespace
}  // namespace peercert::suite
