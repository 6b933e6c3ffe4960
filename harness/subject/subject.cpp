#include "subject/subject.h"

#include <fmt/format.h>

#include <algorithm>

namespace peercert::subject {

std::string missing_feature(const suite::SubjectInfo& info, const suite::Scenario& scenario) {
  for (const std::string& feature : scenario.needs) {
    if (std::find(info.features.begin(), info.features.end(), feature) == info.features.end()) {
      return fmt::format("needs {}, which {} does not have", feature, info.name());
    }
  }
  return "";
}

}  // namespace peercert::subject
