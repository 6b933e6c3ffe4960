#include "subject/native.h"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include "subject/player.h"
#include "subject/tcp.h"
#include "value/exception.h"
#include "x509/decode.h"

namespace peercert::subject {
namespace {

using suite::Observation;
using suite::Outcome;
using suite::Scenario;

using Observe = std::function<std::vector<Observation>()>;

constexpr std::chrono::milliseconds kProbeDeadline{20'000};

Outcome outcome_here(const Observe& observe) {
  try {
    return {Outcome::Kind::kObserved, observe(), "", 0};
  } catch (const CannotPlay& reason) {
    return {Outcome::Kind::kSkip, {}, reason.what(), 0};
  } catch (const std::exception& error) {
    return {Outcome::Kind::kError, {}, error.what(), 0};
  }
}

// Runs `observe` in a fresh thread, since OpenSSL keeps its errors by thread. At the deadline the thread is left
// behind, so `observe` must own all it uses.
Outcome outcome_of(const Observe& observe, std::chrono::milliseconds deadline) {
  const auto start = std::chrono::steady_clock::now();
  std::packaged_task<Outcome()> task([observe] { return outcome_here(observe); });
  std::future<Outcome> future = task.get_future();
  std::thread thread(std::move(task));
  Outcome outcome;
  if (future.wait_for(deadline) == std::future_status::ready) {
    thread.join();
    outcome = future.get();
  } else {
    thread.detach();
    const double seconds = std::chrono::duration<double>(deadline).count();
    outcome = {Outcome::Kind::kHang, {}, fmt::format("not done within {:g} s", seconds), 0};
  }
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

suite::ContextSpec context_of(const std::string& tls, const std::string& ciphers) {
  suite::ContextSpec context;
  context.tls_min = context.tls_max = tls;
  context.verify_mode = "CERT_NONE";
  context.ciphers = ciphers;
  return context;
}

// Whether a connection of two contexts without certificates comes as far as raising `expected`, or nothing when "".
bool plays(const std::string& transport, suite::ContextSpec context, const std::string& verb,
           const std::string& expected) {
  Scenario scenario;
  for (const char* role : {"client", "server"}) {
    context.role = role;
    scenario.contexts.emplace(role, context);
  }
  scenario.connections["client"] = {"client", transport, "server", {}};
  scenario.connections["server"] = {"server", transport, "client", {}};
  scenario.steps = {{"probe", verb, "client", {}, {}}};
  const Outcome outcome = outcome_of([scenario] { return play(scenario); }, kProbeDeadline);
  if (outcome.kind != Outcome::Kind::kObserved) return false;
  const std::optional<Raised>& raised = outcome.observations[0].raised;
  return raised ? raised->type == expected : expected.empty();
}

// A client that has sent its first message wants to read; one without the version fails before that.
bool sends_first_message(const std::string& transport, const std::string& tls) {
  return plays(transport, context_of(tls, "DEFAULT:@SECLEVEL=0"), "do_handshake", "ssl.SSLWantReadError");
}

bool asks_later() {
  suite::ContextSpec context = context_of("1.3", "DEFAULT");
  context.post_handshake_auth = true;
  return plays("memory", context, "do_handshake", "ssl.SSLWantReadError");
}

bool shares_keys() {
  suite::ContextSpec context = context_of("1.2", "PSK");
  context.psk = suite::PreSharedKey{"probe", "key"};
  return plays("memory", context, "handshake", "");
}

std::vector<std::string> probe_features(bool connections) {
  if (!connections) return {"decode", "decode_all", "decode_digests"};
  std::vector<std::string> features;
  const auto add = [&](const char* feature, bool present) {
    if (present) features.emplace_back(feature);
  };
  add("tls_1_0", sends_first_message("memory", "1.0"));
  add("tls_1_1", sends_first_message("memory", "1.1"));
  add("tls_1_2", sends_first_message("memory", "1.2"));
  add("tls_1_3", sends_first_message("memory", "1.3"));
  add("memory", sends_first_message("memory", "1.2"));
  add("socket", sends_first_message("socket", "1.2"));
  add("tcp", sends_first_message("tcp", "1.2"));
  add("loopback", loopback_works());
  add("anonymous_ciphers", plays("memory", context_of("1.2", "ADH:AECDH:@SECLEVEL=0"), "handshake", ""));
  add("post_handshake_auth", asks_later());
  add("psk", shares_keys());
  add("get_ca_certs", true);
  add("match_hostname", true);
  add("certificate_chains", true);
  add("decode", true);
  add("decode_all", true);
  add("decode_digests", true);
  return features;
}

}  // namespace

Observation decode_here(const std::string& der) {
  Observation observation;
  observation.step = "decode";
  try {
    observation.value = to_value(decode_certificate(der));
  } catch (const PythonException& error) {
    observation.raised = error.raised();
  }
  return observation;
}

NativeSubject::NativeSubject(NativeOptions options)
    : options_(std::move(options)),
      info_{"peercert", PEERCERT_VERSION, OpenSSL_version(OPENSSL_VERSION), probe_features(options_.connections)} {
  if (!options_.player) options_.player = [](const Scenario& scenario) { return play(scenario); };
}

Outcome NativeSubject::run(const Scenario& scenario) {
  if (!options_.connections) return {Outcome::Kind::kSkip, {}, "only decodes certificates", 0};
  const std::string missing = missing_feature(info_, scenario);
  if (!missing.empty()) return {Outcome::Kind::kSkip, {}, missing, 0};
  return outcome_of([player = options_.player, scenario] { return player(scenario); },
                    time_for(scenario, options_.deadline));
}

Outcome NativeSubject::decode(const std::string& der) {
  return outcome_of([der] { return std::vector<Observation>{decode_here(der)}; }, options_.deadline);
}

std::vector<Outcome> NativeSubject::decode_all(const std::vector<std::string>& ders) {
  const auto decode_each = [ders] {
    std::vector<Observation> observations;
    for (const std::string& der : ders) observations.push_back(decode_here(der));
    return observations;
  };
  Outcome whole = outcome_of(decode_each, options_.deadline);
  std::vector<Outcome> outcomes(ders.size(), {whole.kind, {}, whole.detail, 0});
  for (std::size_t i = 0; i < whole.observations.size(); ++i) {
    outcomes[i].observations.push_back(std::move(whole.observations[i]));
  }
  return outcomes;
}

}  // namespace peercert::subject
