#include "subject/subject.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace peercert::subject {

const std::vector<std::string>& protocol_features() {
  static const std::vector<std::string> kNames = {"tls_1_0",
                                                  "tls_1_1",
                                                  "tls_1_2",
                                                  "tls_1_3",
                                                  "memory",
                                                  "socket",
                                                  "tcp",
                                                  "loopback",
                                                  "asyncio",
                                                  "anonymous_ciphers",
                                                  "post_handshake_auth",
                                                  "psk",
                                                  "get_ca_certs",
                                                  "truth_values",
                                                  "match_hostname",
                                                  "certificate_chains",
                                                  "decode",
                                                  "decode_all",
                                                  "decode_digests"};
  return kNames;
}

std::vector<suite::Outcome> Subject::decode_all(const std::vector<std::string>& ders) {
  std::vector<suite::Outcome> outcomes;
  outcomes.reserve(ders.size());
  for (const std::string& der : ders) outcomes.push_back(decode(der));
  return outcomes;
}

ReadDecoded Subject::decode_batch(const Batch& batch, const Batch* /*next*/) {
  return [outcomes = decode_all(batch.ders)] {
    std::vector<Decoded> decoded;
    for (const suite::Outcome& outcome : outcomes) decoded.push_back({std::nullopt, outcome});
    return decoded;
  };
}

bool has_feature(const suite::SubjectInfo& info, const std::string& feature) {
  return std::find(info.features.begin(), info.features.end(), feature) != info.features.end();
}

std::chrono::milliseconds time_for(const suite::Scenario& scenario, std::chrono::milliseconds usual) {
  constexpr std::size_t kConnections = 100, kMostConnections = 10'000;
  std::chrono::milliseconds time = usual;
  for (const suite::Step& step : scenario.steps) {
    if (step.verb != "getpeercert_of_many" || step.args.empty()) continue;
    const auto* many = step.args.front().get_if<Integer>();
    std::size_t count = 0;
    if (many != nullptr)
      (void)std::from_chars(many->decimal().data(), many->decimal().data() + many->decimal().size(), count);
    time += usual * static_cast<int>(std::min(count, kMostConnections) / kConnections);
  }
  return time;
}

std::string missing_feature(const suite::SubjectInfo& info, const suite::Scenario& scenario) {
  for (const std::string& feature : scenario.needs) {
    if (!has_feature(info, feature)) {
      return fmt::format("needs {}, which {} does not have", feature, info.name());
    }
  }
  return "";
}

}  // namespace peercert::subject
