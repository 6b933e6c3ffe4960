#include "export/reproducer.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "export/test_finding.h"

namespace peercert::exports {
namespace {

using suite::gave;
using suite::raised;
using suite::raises;
using suite::value;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::ThrowsMessage;

std::string shortest(const Finding& finding) {
  return reproducer(finding, Manner::kShortest);
}

Finding none_in_place_of_empty() {
  return finding(on_client("getpeercert"), value("{}"), gave("None"));
}

TEST(Reproducer, BeginsWithWhatIsExpectedAndWhyAndWhatCame) {
  EXPECT_THAT(shortest(none_in_place_of_empty()),
              StartsWith("#!/usr/bin/env python3\n"
                         "# Another 1.0, OpenSSL 3.0.0: client.getpeercert() is not as expected.\n"
                         "# Rule (documented; ssl.SSLSocket.getpeercert, paragraph 1): It must be so.\n"
                         "# Expected: {}\n"
                         "# Got: None\n"
                         "# Exit status: 1 where it differs, 0 where it is as expected."));
}

TEST(Reproducer, HostNamesAreComparedWithoutAConnection) {
  Finding one = finding({"s", "match_hostname", "ssl", {Dict{}, Str{"x"}}, {}}, raises("ValueError"), gave("None"));
  one.scenario.connections.clear();
  one.scenario.contexts.clear();
  EXPECT_THAT(shortest(one), HasSubstr("got = attempt(ssl.match_hostname, {}, 'x')\n"));
  EXPECT_THAT(shortest(one), Not(HasSubstr("SSLContext")));
  EXPECT_THAT(shortest(finding(on_client("match_hostname_of_peer", {Str{"x"}}), raises("ValueError"), gave("None"))),
              HasSubstr("got = attempt(ssl.match_hostname, client.getpeercert(), 'x')\n"));
}

TEST(Reproducer, ChainsAreAskedFor) {
  EXPECT_THAT(shortest(finding(on_client("get_verified_chain", {}), raises("ValueError"), gave("[]"))),
              HasSubstr("got = attempt(client.get_verified_chain)\n"));
}

TEST(Reproducer, EndsWithTheComparison) {
  EXPECT_THAT(shortest(none_in_place_of_empty()), HasSubstr("got = attempt(client.getpeercert)\n"
                                                            "expected = {}\n"
                                                            "print(\"expected:\", ascii(expected))\n"
                                                            "print(\"got:     \", ascii(got))\n"
                                                            "sys.exit(0 if ascii(got) == ascii(expected) else 1)\n"));
}

TEST(Reproducer, OrderCountsUnlessTheRuleSaysThatItDoesNot) {
  Finding any = none_in_place_of_empty();
  any.row.steps[0].expected->any_order = true;
  EXPECT_THAT(shortest(any), HasSubstr("sys.exit(0 if got == expected else 1)"));
}

TEST(Reproducer, AnExceptionIsHeldAgainstTheRuleAsExceptSeesIt) {
  const Finding one = finding(on_client("getpeercert"), raises("ssl.SSLError"), gave("None"));
  EXPECT_THAT(shortest(one), HasSubstr("sys.exit(0 if isinstance(got, ssl.SSLError) else 1)"));
}

TEST(Reproducer, OfAnAccidentTheTypeIsExactAndTheArgumentsHaveNoPosition) {
  suite::Expectation expected = raises("ValueError");
  expected.args = parse_literal("('a',)");
  const Finding one = finding(on_client("getpeercert"), expected, raised("ValueError", "('b (_ssl.c:7)',)"));
  EXPECT_THAT(shortest(one), HasSubstr("type(got) is ValueError and arguments == ascii(expected)"));
  EXPECT_THAT(shortest(one), HasSubstr("_ssl\\.c"));
}

TEST(Reproducer, WhoseCallOfAHandshakeRaisedCounts) {
  suite::Expectation expected = raises("ssl.SSLError");
  expected.on = "client";
  EXPECT_THAT(shortest(finding(on_client("handshake"), expected, gave("None"))),
              HasSubstr("isinstance(got, ssl.SSLError) and who is client"));
}

TEST(Reproducer, AWarningIsCaught) {
  suite::Observation got = gave("{}");
  got.warnings.push_back({"DeprecationWarning", "old"});
  const Finding one = finding(on_client("getpeercert"), value("{}"), got);
  EXPECT_THAT(shortest(one), HasSubstr("with warnings.catch_warnings(record=True) as caught:"));
  EXPECT_EQ(got_lines(one).front(), "['DeprecationWarning: old']");
}

TEST(Reproducer, StepsAfterTheOneThatDiffersAreLeftOut) {
  Finding one = none_in_place_of_empty();
  one.scenario.steps.push_back(on_client("version"));
  one.row.steps.emplace_back();
  EXPECT_THAT(reproducer(one, Manner::kFaithful), Not(HasSubstr("version()")));
}

TEST(Reproducer, TheShortestLeavesOutWhatOnlyAsks) {
  Finding one = none_in_place_of_empty();
  add_before(one, on_client("version"));
  EXPECT_THAT(shortest(one), Not(HasSubstr("client.version()")));
  EXPECT_THAT(reproducer(one, Manner::kShort), HasSubstr("client.version()\n"));
}

TEST(Reproducer, TheShortestHasAServerAskForNoCertificate) {
  Finding one = none_in_place_of_empty();
  one.scenario.contexts["server"].verify_mode = "CERT_REQUIRED";
  EXPECT_THAT(shortest(one), Not(HasSubstr("server_context.verify_mode")));
  EXPECT_THAT(reproducer(one, Manner::kShort), HasSubstr("server_context.verify_mode = ssl.CERT_REQUIRED\n"));
}

TEST(Reproducer, TheShortestGoesWithoutTcpUnlessItIsReset) {
  Finding one = none_in_place_of_empty();
  for (auto& [name, connection] : one.scenario.connections) connection.transport = "tcp";
  EXPECT_THAT(shortest(one), Not(HasSubstr("listener")));
  EXPECT_THAT(reproducer(one, Manner::kShort), HasSubstr("listener"));
  add_before(one, on_client("reset"));
  EXPECT_THAT(shortest(one), HasSubstr("listener"));
}

TEST(Reproducer, BytesGoStraightUnlessItFollowsTheScenario) {
  Finding one = none_in_place_of_empty();
  add_before(one, on_client("deliver"));
  EXPECT_THAT(reproducer(one, Manner::kShort), HasSubstr("client = client_context.wrap_bio(to_client, to_server)\n"));
  EXPECT_THAT(reproducer(one, Manner::kFaithful), HasSubstr("deliver(client_out, server_in)\n"));
}

TEST(Reproducer, WhatIsLostIsTakenBackInMemory) {
  Finding one = none_in_place_of_empty();
  add_before(one, on_client("truncate", {Integer(3)}));
  EXPECT_THAT(shortest(one), HasSubstr("to_server.write(to_server.read()[:3])"));
  for (auto& [name, connection] : one.scenario.connections) connection.transport = "socket";
  EXPECT_THAT(shortest(one), HasSubstr("deliver(client_far, server_far, 3)\n"));
}

TEST(Reproducer, ACertificateThatIsDecodedStandsInIt) {
  Finding one = none_in_place_of_empty();
  one.scenario.decode = "\x30\x01\x02";
  one.scenario.steps = {{"decode", "decode", "", {}, {}}};
  EXPECT_THAT(shortest(one), HasSubstr("\n-----BEGIN CERTIFICATE-----\nMAEC\n-----END CERTIFICATE-----\n"));
  EXPECT_THAT(shortest(one), HasSubstr("got = attempt(_ssl._test_decode_cert, file.name)"));
}

TEST(Reproducer, WithoutTLSVersionTheVersionsAreOptions) {
  Finding one = none_in_place_of_empty();
  one.has_tls_version = false;
  EXPECT_THAT(reproducer(one, Manner::kShort),
              HasSubstr("client_context.options |= ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1 | ssl.OP_NO_TLSv1_3\n"));
}

TEST(Reproducer, WhatIsTooLongForItsLinesStandsOnOne) {
  List many;
  for (int i = 0; i < 100; ++i) many.items.push_back(Str{std::string(90, 'x')});
  const std::string text = shortest(finding(on_client("getpeercert"), value(to_literal(Value(many))), gave("None")));
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 60);
  EXPECT_THAT(text, HasSubstr("expected = ['xxx"));
}

TEST(Reproducer, MoreThanSixtyLinesAreRefused) {
  Finding one = none_in_place_of_empty();
  for (int i = 0; i < 60; ++i) add_before(one, on_client("do_handshake"));
  EXPECT_THAT([&] { shortest(one); },
              ThrowsMessage<CannotReproduce>(testing::ContainsRegex("would have [0-9]+ lines, and 60 are the most")));
}

TEST(Reproducer, APeerOfTheHarnessIsRefused) {
  Finding one = none_in_place_of_empty();
  one.scenario.connections.erase("server");
  one.scenario.connections["client"].transport = "loopback";
  one.scenario.peers["server"].kind = "hand_written";
  EXPECT_THAT([&] { shortest(one); }, ThrowsMessage<CannotReproduce>(HasSubstr(
                                          "the peer 'server' of kind 'hand_written' that the harness plays itself")));
}

TEST(Reproducer, APeerThatIsAnOrdinaryOneIsPlayedByAThread) {
  Finding one = none_in_place_of_empty();
  one.scenario.connections.erase("server");
  one.scenario.contexts.erase("server");
  one.scenario.connections["client"].transport = "loopback";
  one.scenario.peers["server"] = {"openssl", "server", "1.2", "1.2", {"\x30\x01\x02"}, "KEY"};
  EXPECT_THAT(shortest(one), HasSubstr("present(server_context, SERVER, SERVER_KEY)\n"));
  EXPECT_THAT(shortest(one), HasSubstr("server_address = address_of(server_context)\n"
                                       "client_near = socket.create_connection(server_address, timeout=10)\n"));
}

TEST(Reproducer, WhatCouldNotBeWrappedRaisesTheSameLater) {
  Finding one = none_in_place_of_empty();
  one.scenario.connections["client"].begins = "connected";
  add_before(one, on_client("wrap"));
  one.row.steps[0].got = raised("ValueError");
  EXPECT_THAT(shortest(one),
              HasSubstr("client = attempt(client_context.wrap_bio, to_client, to_server)\ngot = client\n"));
}

TEST(Reproducer, AVerbThatNoFileCanPlayIsRefused) {
  const Finding one = finding(on_client("getpeercert_of_many", {Integer(3)}), value("[{}]"), gave("[]"));
  EXPECT_THAT(
      [&] { shortest(one); },
      ThrowsMessage<CannotReproduce>("no stand-alone file can play the verb 'getpeercert_of_many' of the step 's'"));
}

TEST(FirstDifference, IsTheFirstThatBreaksARuleAndOnlyElseANote) {
  suite::Row row;
  row.steps.resize(3);
  EXPECT_EQ(first_difference(row), 3U);
  row.steps[0].verdict = suite::Verdict::kNote;
  EXPECT_EQ(first_difference(row), 0U);
  row.steps[2].verdict = suite::Verdict::kKnown;
  EXPECT_EQ(first_difference(row), 2U);
}

TEST(GotLines, AreAnExceptionAsOldAndNewPythonsPrintIt) {
  const Finding one = finding(on_client("getpeercert"), value("{}"), raised("ssl.SSLError", "('x',)"));
  EXPECT_THAT(got_lines(one), testing::ElementsAre("SSLError('x')", "SSLError('x',)"));
}

}  // namespace
}  // namespace peercert::exports
