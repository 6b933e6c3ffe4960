#include "suite/scenario.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace peercert::suite {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr const char* kText =
    R"({"case":"validation/none","where":{"tls":"1.2","transport":"memory"},"needs":["tls_1_2"],)"
    R"("certificates":{"server":{"chain":["A","B"],"key":"K"}},)"
    R"("contexts":{"c":{"role":"client","tls":["1.2","1.3"],"verify_mode":"CERT_NONE",)"
    R"("verify_flags":["VERIFY_X509_STRICT"],"check_hostname":true,"trust":["R"],"certificate":"server","ciphers":"X"},)"
    R"("s":{"role":"server","tls":["1.2","1.2"],"verify_mode":"CERT_OPTIONAL"}},)"
    R"("connections":{"client":{"context":"c","transport":"memory","peer":"server","server_hostname":"h"},)"
    R"("server":{"context":"s","transport":"socket","peer":"client"}},)"
    R"("steps":[{"id":"a","do":"read","on":"client","args":[{"int":"7"},null],"kwargs":{"b":true,"a":{"str":"x"}}}]})";

Json with(const Json::json_pointer& place, const Json& value) {
  Json json = Json::parse(kText);
  json[place] = value;
  return json;
}

auto throws(const std::string& message) {
  return ThrowsMessage<std::runtime_error>(HasSubstr(message));
}

TEST(ScenarioJson, EveryMemberIsRead) {
  const Scenario scenario = scenario_from_json(Json::parse(kText));
  EXPECT_EQ(scenario.case_id, "validation/none");
  EXPECT_EQ(scenario.needs, std::vector<std::string>{"tls_1_2"});
  EXPECT_EQ(scenario.certificates.at("server").chain, (std::vector<std::string>{"A", "B"}));
  const ContextSpec& context = scenario.contexts.at("c");
  EXPECT_EQ(context.tls_min, "1.2");
  EXPECT_EQ(context.tls_max, "1.3");
  EXPECT_TRUE(context.check_hostname);
  EXPECT_EQ(context.ciphers, "X");
  EXPECT_EQ(scenario.connections.at("client").server_hostname, "h");
}

TEST(ScenarioJson, StepsKeepArgumentsAndTheOrderOfKeywords) {
  const Step step = scenario_from_json(Json::parse(kText)).steps.at(0);
  EXPECT_EQ(step.verb, "read");
  EXPECT_EQ(step.args, (std::vector<Value>{Integer(7), None{}}));
  EXPECT_EQ(step.kwargs.at(0).first, "b");
  EXPECT_EQ(step.kwargs.at(1).second, Value(Str{"x"}));
}

TEST(ScenarioJson, WrittenIsWhatWasReadByteForByte) {
  EXPECT_EQ(to_json(scenario_from_json(Json::parse(kText))).dump(), kText);
}

TEST(ScenarioJson, OptionalMembersThatAreUnsetAreLeftOut) {
  const Scenario scenario = scenario_from_json(Json::parse(kText));
  EXPECT_EQ(to_json(scenario)["contexts"]["s"].dump(),
            R"({"role":"server","tls":["1.2","1.2"],"verify_mode":"CERT_OPTIONAL"})");
  EXPECT_EQ(scenario.contexts.at("s").certificate, std::nullopt);
}

TEST(ScenarioJson, OverLoopbackThereIsAnAddressAndNothingIsSaidOfThePeer) {
  Scenario scenario = scenario_from_json(Json::parse(kText));
  scenario.connections = {{"client", {"c", "loopback", "server", {}, 40001}}};
  scenario.peers["server"].kind = "openssl";
  const Json json = to_json(scenario);
  EXPECT_EQ(json["connections"].dump(),
            R"({"client":{"context":"c","transport":"loopback","address":["127.0.0.1",40001]}})");
  EXPECT_FALSE(json.contains("peers"));
  EXPECT_EQ(scenario_from_json(json).connections.at("client").port, 40001);
}

TEST(ScenarioJson, AnAddressIsAPortOfThisMachine) {
  const auto reading = [](const Json& address) {
    const Json connection = {{"context", "c"}, {"transport", "loopback"}, {"address", address}};
    return [json = with("/connections/client"_json_pointer, connection)] { (void)scenario_from_json(json); };
  };
  EXPECT_NO_THROW(reading({"127.0.0.1", 65535})());
  for (const Json& wrong : std::vector<Json>{{"192.0.2.1", 1}, {"127.0.0.1", 0}, {"127.0.0.1", 65536}, "x", 1}) {
    EXPECT_THAT(reading(wrong), throws(R"(scenario/connections/client/address: expected ["127.0.0.1", a port])"));
  }
}

TEST(ScenarioJson, ErrorsNameTheMember) {
  EXPECT_THAT([] { (void)scenario_from_json(Json::parse("[]")); }, throws("scenario: expected an object, found []"));
  EXPECT_THAT([] { (void)scenario_from_json(with("/contexts/c/role"_json_pointer, 7)); },
              throws("scenario/contexts/c/role: expected one of client, server, found 7"));
  EXPECT_THAT([] { (void)scenario_from_json(with("/contexts/s/tls/1"_json_pointer, "2")); },
              throws("scenario/contexts/s/tls/1: expected one of 1.0, 1.1, 1.2, 1.3, found \"2\""));
  EXPECT_THAT([] { (void)scenario_from_json(with("/contexts/s/tls"_json_pointer, {"1.2"})); },
              throws("scenario/contexts/s/tls: expected the lowest and the highest version, found [\"1.2\"]"));
  EXPECT_THAT([] { (void)scenario_from_json(with("/steps/0/args/0"_json_pointer, 7)); },
              throws("scenario/steps/0/args/0: "));
}

TEST(ScenarioJson, AMisspeltMemberIsAnError) {
  EXPECT_THAT([] { (void)scenario_from_json(with("/contexts/s/verify_flag"_json_pointer, Json::array())); },
              throws("scenario/contexts/s: unknown member \"verify_flag\""));
  EXPECT_THAT([] { (void)scenario_from_json(with("/step"_json_pointer, 1)); }, throws("scenario: unknown member"));
}

TEST(ScenarioJson, AMissingMemberIsAnError) {
  Json json = Json::parse(kText);
  json["steps"][0].erase("on");
  EXPECT_THAT([&] { (void)scenario_from_json(json); }, throws("scenario/steps/0: member \"on\" is missing"));
}

TEST(ScenarioName, IsTheCaseAndItsPlaceInTheMatrix) {
  Scenario scenario;
  scenario.case_id = "a/b";
  EXPECT_EQ(scenario.name(), "a/b");
  scenario.where = {{"transport", "memory"}, {"tls", "1.2"}};
  EXPECT_EQ(scenario.name(), "a/b[tls=1.2,transport=memory]");
}

}  // namespace
}  // namespace peercert::suite
