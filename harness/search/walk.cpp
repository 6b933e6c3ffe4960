#include "search/walk.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "search/dice.h"

namespace peercert::search {
namespace {

using suite::ConnectionSpec;
using suite::ContextSpec;
using suite::Scenario;
using suite::Step;

constexpr std::array<const char*, 5> kOfServers{"server", "server_p256", "server_expired", "server_untrusted",
                                                "self_signed"};
constexpr std::array<const char*, 4> kOfClients{"client", "client_p256", "client_expired", "client_untrusted"};
constexpr std::array<const char*, 3> kModes{"CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"};
constexpr std::array<const char*, 3> kHows{"SHUT_RD", "SHUT_WR", "SHUT_RDWR"};

class Walker {
 public:
  Walker(const WalkMaterial& material, std::uint64_t seed, std::uint64_t number)
      : material_(material), dice_(seed, number) {
    scenario_.case_id = fmt::format("walk/{}/{}", seed, number);
  }

  Scenario walked() {
    set_up();
    const std::size_t length = 12 + dice_.below(16);
    for (std::size_t i = 0; i < length; ++i) {
      act();
      if (!dice_.once_in(4)) ask(connection());
    }
    for (const std::string& name : names_) ask(name);
    return std::move(scenario_);
  }

 private:
  void set_up();
  ContextSpec context(const std::string& role);
  void act();
  void move();
  void call();
  void finish();
  void open_or_close_file(const std::string& name);
  void look_elsewhere();
  void ask(const std::string& name);

  [[nodiscard]] const std::string& connection() { return dice_.one_of(names_); }
  [[nodiscard]] bool over_memory() const { return transport_ == "memory"; }

  void step(const char* verb, const std::string& on, std::vector<Value> args = {}) {
    scenario_.steps.push_back({fmt::format("s{}", scenario_.steps.size()), verb, on, std::move(args), {}});
  }

  const WalkMaterial& material_;
  Dice dice_;
  Scenario scenario_;
  std::string tls_, transport_;
  bool asks_later_ = false;
  std::vector<std::string> names_{"a", "a_server", "b", "b_server"};
  std::set<std::string> with_file_;
};

ContextSpec Walker::context(const std::string& role) {
  ContextSpec spec;
  spec.role = role;
  spec.tls_min = spec.tls_max = tls_;
  spec.verify_mode = dice_.one_of(kModes);
  spec.trust = {material_.trust};
  const bool presents = role == "server" || dice_.once_in(2);
  const bool good = !dice_.once_in(3);  // mostly handshakes that work
  if (presents)
    spec.certificate = role == "server" ? kOfServers[good ? dice_.below(2) : dice_.below(kOfServers.size())]
                                        : kOfClients[good ? dice_.below(2) : dice_.below(kOfClients.size())];
  if (dice_.once_in(4)) spec.options.push_back("OP_NO_TICKET");
  if (dice_.once_in(4)) spec.options.push_back("OP_IGNORE_UNEXPECTED_EOF");
  spec.post_handshake_auth = asks_later_;
  if (spec.certificate) scenario_.certificates[*spec.certificate] = material_.credentials.at(*spec.certificate);
  return spec;
}

void Walker::set_up() {
  tls_ = dice_.once_in(2) ? "1.2" : "1.3";
  transport_ = dice_.one_of(std::array<const char*, 3>{"memory", "socket", "tcp"});
  asks_later_ = tls_ == "1.3" && dice_.once_in(3);
  for (const char* name : {"clients", "other_clients"}) scenario_.contexts[name] = context("client");
  for (const char* name : {"servers", "other_servers"}) scenario_.contexts[name] = context("server");
  if (dice_.once_in(4)) scenario_.contexts["servers"].server_name_context = "other_servers";
  const auto connect = [this](const std::string& name, const char* context, const std::string& peer) {
    ConnectionSpec spec{context, transport_, peer, {}};
    if (name == "a") spec.server_hostname = "server.example";
    scenario_.connections[name] = spec;
  };
  connect("a", "clients", "a_server");
  connect("a_server", "servers", "a");
  connect("b", dice_.once_in(3) ? "other_clients" : "clients", "b_server");
  connect("b_server", dice_.once_in(3) ? "other_servers" : "servers", "b");
  scenario_.needs = {transport_, tls_ == "1.2" ? "tls_1_2" : "tls_1_3"};
  if (asks_later_) scenario_.needs.emplace_back("post_handshake_auth");
}

void Walker::ask(const std::string& name) {
  if (dice_.once_in(12)) return step("getpeercert_after_change", name);
  if (dice_.once_in(40)) return step("getpeercert_in_threads", name, {Value(Integer(2)), Value(Integer(3))});
  std::vector<Value> args;
  if (dice_.once_in(3)) args.emplace_back(true);
  step("getpeercert", name, std::move(args));
}

void Walker::act() {
  const std::size_t roll = dice_.below(100);
  if (roll < 45) return move();
  if (roll < 75) return call();
  if (roll < 90) return look_elsewhere();
  finish();
}

// The handshake and the bytes.
void Walker::move() {
  const std::string name = connection();
  const std::size_t roll = dice_.below(12);
  if (roll < 5) return step("handshake", name);
  if (roll < 7) return step("do_handshake", name);
  if (roll < 10) return step("deliver", name);
  if (roll == 10) return step("truncate", name, {Value(Integer(static_cast<std::int64_t>(dice_.below(900))))});
  const std::string record = std::string("\x17\x03\x03\x00\x10", 5) + std::string(16, 'x');
  step("inject", name, {Value(Bytes{dice_.once_in(2) ? record : "HELO"})});
}

// What a program calls.
void Walker::call() {
  const std::string name = connection();
  switch (dice_.below(8)) {
    case 0:
    case 1:
    case 2:
      return step("read", name);
    case 3:
    case 4:
      return step("write", name, {Value(Bytes{"data"})});
    case 5:
      return step("version", name);
    case 6:
      if (asks_later_) return step("verify_client_post_handshake", dice_.once_in(2) ? "a_server" : "b_server");
      return step("do_handshake", name);
    default:
      return step("session_reused", name);
  }
}

// What changes the answer without anything being sent.
void Walker::look_elsewhere() {
  const bool client = dice_.once_in(2);
  const std::string context = std::string(dice_.once_in(2) ? "" : "other_") + (client ? "clients" : "servers");
  switch (dice_.below(3)) {
    case 0:
      return step("set_verify_mode", context, {Value(Str{dice_.one_of(kModes)})});
    case 1:
      return step("set_context", std::string(dice_.once_in(2) ? "a" : "b") + (client ? "" : "_server"),
                  {Value(Str{context})});
    default:
      return step("set_session", "b", {Value(Str{"a"})});
  }
}

void Walker::open_or_close_file(const std::string& name) {
  if (with_file_.erase(name) == 1) return step("close_file", name);
  with_file_.insert(name);
  step("makefile", name);
}

// The ends of a connection.
void Walker::finish() {
  const std::string name = connection();
  const std::size_t roll = dice_.below(over_memory() ? 5 : transport_ == "socket" ? 9 : 10);
  if (roll < 3) return step("unwrap", name);
  if (roll < 5) return step("eof", name);
  if (roll == 5) return open_or_close_file(name);
  if (roll == 6) return step("shutdown", name, {Value(Str{dice_.one_of(kHows)})});
  if (roll == 7) return step("detach", name);
  step(roll == 9 ? "reset" : "close", name);
}

}  // namespace

WalkMaterial WalkMaterial::from(const forge::Fixtures& fixtures) {
  WalkMaterial material;
  const auto fixture = [&fixtures](const std::string& name) -> const forge::Fixture& {
    if (const forge::Fixture* found = fixtures.find(name)) return *found;
    throw std::runtime_error(fmt::format("walks need the certificate '{}', and there is none", name));
  };
  const auto add = [&](const char* name) {
    const forge::Fixture& one = fixture(name);
    material.credentials[name] = {{one.pem}, one.key_pem};
  };
  for (const char* name : kOfServers) add(name);
  for (const char* name : kOfClients) add(name);
  material.trust = fixture("root").pem;
  return material;
}

Scenario walk(const WalkMaterial& material, std::uint64_t seed, std::uint64_t number) {
  return Walker(material, seed, number).walked();
}

}  // namespace peercert::search
