// Themes that do not load: every message names file, line and key.
#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

const std::string kHead = "[[case]]\nid = \"t/a\"\nrules = [\"documented\"]\nwhy = \"W\"\n";
const std::string kSteps = "steps = [{ do = \"getpeercert\", on = \"client\", expect = { value = \"None\" } }]\n";

auto loading(const std::string& text) {
  return [text] {
    const TemporaryCases cases;
    (void)load_theme(cases.write("t.toml", text), TestRow().suite.rules, fixtures());
  };
}

// A case with one step, on line 5, whose keys are `keys`.
auto step(const std::string& keys) {
  return loading(kHead + "steps = [{ " + keys + " }]\n");
}

auto expecting(const std::string& keys) {
  return step("do = \"getpeercert\", on = \"client\", expect = " + keys);
}

constexpr const char* kUnread = "nobody reads this key; is it misspelt?";

TEST(ThemeError, AMisspeltKeyAnywhere) {
  const std::string unread = kUnread;
  EXPECT_THAT(loading(kHead + kSteps + "wy = \"x\"\n"), throws("cases/t.toml:6: case t/a: key 'wy': " + unread));
  EXPECT_THAT(step("do = \"handshake\", exptect = {}"),
              throws("cases/t.toml:5: case t/a: steps[0]: key 'exptect': " + unread));
  EXPECT_THAT(loading(kHead + kSteps + "client = { verify_mod = \"CERT_NONE\" }\n"),
              throws("cases/t.toml:6: case t/a: client: key 'verify_mod': " + unread));
  EXPECT_THAT(loading(kHead + kSteps + "server = { cert = \"x\" }\n"),
              throws("cases/t.toml:6: case t/a: server: key 'cert': " + unread));
  EXPECT_THAT(expecting("{ value = \"None\", arg = \"()\" }"),
              throws("cases/t.toml:5: case t/a: steps[0]: expect: key 'arg': " + unread));
  EXPECT_THAT(loading("[[cases]]\n"), throws("cases/t.toml:1: cases/t.toml: key 'cases': " + unread));
}

TEST(ThemeError, APeerOfTheHarness) {
  const auto peers = [](const std::string& keys) { return loading(kHead + kSteps + "peers = " + keys + "\n"); };
  const std::string at = "cases/t.toml:6: case t/a: ";
  EXPECT_THAT(peers("{ server = {} }"), throws("cases/t.toml:6: peers server: the key 'kind' is missing"));
  EXPECT_THAT(peers("{ server = { kind = \"x\" } }"),
              throws("cases/t.toml:6: peers server: key 'kind': 'x' is none of openssl, hand_written"));
  EXPECT_THAT(peers("{ other = { kind = \"openssl\" } }"),
              throws("cases/t.toml:6: peers other: no connection has it as its peer"));
  EXPECT_THAT(peers("{ server = { kind = \"openssl\", sends = [] } }"),
              throws("cases/t.toml:6: peers server: key 'sends': only a hand_written peer sends any bytes"));
  EXPECT_THAT(peers("{ server = { kind = \"hand_written\", tls_min = \"1.3\" } }"),
              throws("cases/t.toml:6: peers server: key 'kind': a hand_written peer is TLS 1.2"));
  EXPECT_THAT(peers("{ server = { kind = \"hand_written\", certificate = \"none\" } }"),
              throws("cases/t.toml:6: peers server: key 'certificate': a server signs with the key of its certificate, "
                     "whatever it sends"));
  EXPECT_THAT(loading(kHead + kSteps + "peers = { server = { kind = \"openssl\" } }\nserver = {}\n"),
              throws("cases/t.toml:7: case t/a: key 'server': stands under 'peers' too; it is one or the other"));
  EXPECT_THAT(peers("{ server = { kind = \"openssl\" } }\nclient = { transport = \"memory\" }"),
              throws("cases/t.toml:7: case t/a: client: key 'transport': 'memory' is none of loopback"));
}

TEST(ThemeError, WhatIsNotThere) {
  EXPECT_THAT(loading("[[case]]\nid = \"t/a\"\nrules = [\"none\"]\n"),
              throws("cases/t.toml:3: case t/a: key 'rules': there is no rule 'none' in rules.toml"));
  EXPECT_THAT(
      loading(kHead + kSteps + "server = { certificate = \"x\" }\n"),
      throws("cases/t.toml:6: case t/a: server: key 'certificate': there is no certificate 'x' in certs/recipes"));
  EXPECT_THAT(
      expecting("{ der = \"x\" }"),
      throws("cases/t.toml:5: case t/a: steps[0]: expect: key 'der': there is no certificate 'x' in certs/recipes"));
  EXPECT_THAT(step("do = \"jump\""),
              testing::ThrowsMessage<forge::TomlError>(testing::StartsWith(
                  "cases/t.toml:5: case t/a: steps[0]: key 'do': 'jump' is no verb; there are do_handshake, ")));
  EXPECT_THAT(
      step("do = \"read\", on = \"x\""),
      throws("cases/t.toml:5: case t/a: steps[0]: key 'on': there is no connection 'x'; there are client, server"));
  EXPECT_THAT(
      step("do = \"match_hostname\", on = \"client\", args = [\"{}\", \"'x'\"]"),
      throws("cases/t.toml:5: case t/a: steps[0]: key 'on': match_hostname acts on the module, and 'on' says nothing"));
  EXPECT_THAT(step("do = \"match_hostname\", args = [\"{}\"]"),
              throws("cases/t.toml:5: case t/a: steps[0]: key 'args': match_hostname takes 2 to 2 arguments, found 1"));
  EXPECT_THAT(
      step("do = \"set_verify_mode\", on = \"x\""),
      throws("cases/t.toml:5: case t/a: steps[0]: key 'on': there is no context 'x'; there are client, server"));
  EXPECT_THAT(loading(""), throws("cases/t.toml:1: cases/t.toml: holds no [[case]]"));
}

TEST(ThemeError, Ids) {
  EXPECT_THAT(loading(kHead + kSteps + kHead + kSteps),
              throws("cases/t.toml:7: case t/a: key 'id': another case has this id already"));
  EXPECT_THAT(loading("[[case]]\nid = \"u/a\"\n"),
              throws("cases/t.toml:2: case u/a: key 'id': must start with the name of its file, 't/'"));
  EXPECT_THAT(loading(kHead + "steps = [{ do = \"handshake\", id = \"s\" },\n{ do = \"handshake\", id = \"s\" }]\n"),
              throws("cases/t.toml:6: case t/a: steps[1]: key 'id': another step of this case has this id"));
}

TEST(ThemeError, Axes) {
  EXPECT_THAT(loading(kHead + kSteps + "matrix = { form = [\"x\"] }\n"),
              throws("cases/t.toml:6: case t/a: key 'matrix': nothing in the case uses the axis 'form'"));
  EXPECT_THAT(step("do = \"getpeercert\", on = \"$side\""),
              throws("cases/t.toml:5: case t/a: steps[0]: key 'on': the matrix has no axis 'side'"));
  const std::string fixed = " = { tls_min = \"1.2\", tls_max = \"1.2\" }\n";
  EXPECT_THAT(loading(kHead + kSteps + "matrix = { tls = [\"1.3\"] }\nclient" + fixed + "server" + fixed),
              throws("cases/t.toml:6: case t/a: key 'matrix': nothing in the case uses the axis 'tls'"));
}

TEST(ThemeError, BadChoices) {
  EXPECT_THAT(loading(kHead + kSteps + "client = { verify_mode = \"NONE\" }\n"),
              throws("cases/t.toml:6: case t/a: client: key 'verify_mode': 'NONE' is none of CERT_NONE, CERT_OPTIONAL, "
                     "CERT_REQUIRED"));
  EXPECT_THAT(step("do = \"set_verify_mode\", on = \"client\", args = [\"'NONE'\"]"),
              throws("cases/t.toml:5: case t/a: steps[0]: key 'args': 'NONE' is none of 'CERT_NONE', "
                     "'CERT_OPTIONAL', 'CERT_REQUIRED', in quotes of its own"));
  EXPECT_THAT(step("do = \"write\", on = \"client\""),
              throws("cases/t.toml:5: case t/a: steps[0]: key 'args': write takes 1 to 1 arguments, found 0"));
}

TEST(ThemeError, BadExpectations) {
  const std::string at = "cases/t.toml:5: case t/a: steps[0]: expect: ";
  const std::string one =
      at + "needs exactly one of 'value', 'certificate', 'der', 'ders', 'accepted', 'raises', 'outcome'";
  EXPECT_THAT(expecting("{}"), throws(one));
  EXPECT_THAT(expecting("{ value = \"None\", raises = \"E\" }"), throws(one));
  EXPECT_THAT(expecting("{ value = \"None\", when = \"CPyhton >= 3\" }"),
              throws(at + "key 'when': 'CPyhton >= 3' is about nobody known; expected one of cpython, pypy, graalpy, "
                          "rustpython, pyopenssl, peercert, openssl, libressl, boringssl, aws-lc, wolfssl"));
  EXPECT_THAT(expecting("{ raises = \"E\", any_order = true }"),
              throws(at + "key 'any_order': only a dictionary has an order of keys"));
  EXPECT_THAT(
      expecting("{ value = \"{\" }"),
      testing::ThrowsMessage<forge::TomlError>(testing::StartsWith(at + "key 'value': no Python literal: offset 1: ")));
  EXPECT_THAT(expecting("[]"), throws("cases/t.toml:5: case t/a: steps[0]: key 'expect': is empty; leave it out when "
                                      "nothing is expected"));
  EXPECT_THAT(
      expecting("[{ value = \"1\" }, { value = \"2\" }]"),
      throws("cases/t.toml:5: case t/a: steps[0]: expect[1]: is never reached: the alternative before it has no "
             "'when'"));
  EXPECT_THAT(
      step("do = \"handshake\", expect = { certificate = \"server\" }"),
      throws(at +
             "key 'certificate': only the verbs that begin with getpeercert, get_extra_info and get_ca_certs give a "
             "certificate, not handshake"));
  EXPECT_THAT(expecting("{ ders = [\"server\"] }"),
              throws(at + "key 'ders': only the two chains and get_ca_certs give several, not getpeercert"));
  EXPECT_THAT(step("do = \"get_verified_chain\", on = \"client\", expect = { ders = [] }"),
              throws(at + "key 'ders': names no certificate; of an empty list say value = \"[]\""));
  EXPECT_THAT(step("do = \"handshake\", expect = { raises = \"E\", on = \"x\" }"),
              throws(at + "key 'on': there is no connection 'x'; there are client, server"));
}

TEST(ThemeError, ACaseOrARuleThatNothingCanBreak) {
  EXPECT_THAT(step("do = \"handshake\""),
              throws("cases/t.toml:5: case t/a: key 'steps': no step expects anything, so the case cannot fail"));
  EXPECT_THAT(loading("[[case]]\nid = \"t/a\"\nrules = [\"documented\", \"accident\"]\nwhy = \"W\"\nsteps = [{ do = "
                      "\"handshake\", rules = [\"documented\"], expect = { value = \"None\" } }]\n"),
              throws("cases/t.toml:3: case t/a: key 'rules': no step's 'expect' rests on 'accident'"));
}

TEST(ThemeError, AsyncioHasVerbsOfItsOwn) {
  const std::string over = "client = { transport = \"asyncio\" }\n";
  EXPECT_THAT(
      loading(kHead + kSteps + over),
      throws("cases/t.toml:1: case t/a: key 'connections': asyncio is at both ends of a connection or at none"));
  EXPECT_THAT(loading(kHead + kSteps + over + "server = { transport = \"asyncio\" }\n"),
              throws("cases/t.toml:5: case t/a: steps[0]: key 'do': no getpeercert on 'client': over asyncio "
                     "there are handshake and get_extra_info"));
  EXPECT_THAT(step("do = \"get_extra_info\", on = \"client\", args = [\"'peercert'\"]"),
              throws("cases/t.toml:5: case t/a: steps[0]: key 'do': no get_extra_info on 'client': it is not over "
                     "asyncio"));
}

TEST(ThemeError, AVerbOnAConnectionThatDoesNotHaveIt) {
  const std::string at = "cases/t.toml:5: case t/a: steps[0]: key 'do': no ";
  EXPECT_THAT(step("do = \"close\", on = \"client\""),
              throws(at + "close on 'client': it is an SSLObject, which has none"));
  EXPECT_THAT(step("do = \"reset\", on = \"client\""), throws(at + "reset on 'client': it is not over tcp"));
  EXPECT_THAT(step("do = \"wrap\", on = \"client\""),
              throws(at + "wrap on 'client': it has its TLS object from the beginning (begins = \"connected\")"));
  EXPECT_THAT(step("do = \"connect\", on = \"client\", args = [\"'nobody'\"]"),
              throws(at + "connect on 'client': it is connected from the beginning (begins = \"unconnected\")"));
}

TEST(ThemeError, ArgumentsThatNameWhatIsNotThere) {
  const std::string at = "cases/t.toml:5: case t/a: steps[0]: ";
  EXPECT_THAT(step("do = \"set_context\", on = \"client\", args = [\"'x'\"]"),
              throws(at + "key 'args': 'x' is none of client, server"));
  EXPECT_THAT(step("do = \"set_session\", on = \"client\", args = [\"None\"]"),
              throws(at + "key 'args': None is none of client, server"));
  EXPECT_THAT(step("do = \"write\", on = \"client\", args = [\"b'x'\"], kwargs = { y = \"1\" }"),
              throws(at + "key 'kwargs': write takes no keyword argument 'y'"));
}

TEST(ThemeError, ArgumentsOfAnotherType) {
  const std::string at = "cases/t.toml:5: case t/a: steps[0]: key 'args': ";
  EXPECT_THAT(step("do = \"truncate\", on = \"client\", args = [\"-1\"]"),
              throws(at + "truncate takes an int, 0 or more, found -1"));
  EXPECT_THAT(step("do = \"inject\", on = \"client\", args = [\"'x'\"]"), throws(at + "inject takes bytes, found 'x'"));
  EXPECT_THAT(step("do = \"getpeercert_in_threads\", on = \"client\", args = [\"2\", \"0\"]"),
              throws(at + "getpeercert_in_threads takes an int, 1 or more, found 0"));
}

TEST(ThemeError, ConnectionsThatCannotBeginSo) {
  EXPECT_THAT(loading(kHead + kSteps + "client = { begins = \"unconnected\" }\n"),
              throws("cases/t.toml:6: case t/a: client: key 'begins': only over tcp and loopback there is a socket to "
                     "connect"));
  EXPECT_THAT(loading(kHead + kSteps + "client = { do_handshake_on_connect = true }\n"),
              throws("cases/t.toml:6: case t/a: client: key 'do_handshake_on_connect': is for a connection that begins "
                     "unconnected; wrap takes it as an argument"));
}

TEST(ThemeError, AStateThatNobodyKnows) {
  EXPECT_THAT(
      loading("state = \"asleep\"\n" + kHead + kSteps),
      throws("cases/t.toml:1: cases/t.toml: key 'state': 'asleep' is none of no_transport, during, failure, after, "
             "resumption, asked_later, contexts, no_certificate, call, around"));
}

}  // namespace
}  // namespace peercert::suite
