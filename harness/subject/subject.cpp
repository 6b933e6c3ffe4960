#include "subject/subject.h"

#include <fmt/format.h>

#include <algorithm>

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
                                                  "decode"};
  return kNames;
}

bool has_feature(const suite::SubjectInfo& info, const std::string& feature) {
  return std::find(info.features.begin(), info.features.end(), feature) != info.features.end();
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
