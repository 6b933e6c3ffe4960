#include "suite/case.h"

namespace peercert::suite {

Case Case::with_scenarios(const std::function<bool(const Scenario&)>& wanted) const {
  Case kept = *this;
  kept.scenarios.clear();
  kept.expectations.clear();
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (!wanted(scenarios[i])) continue;
    kept.scenarios.push_back(scenarios[i]);
    kept.expectations.push_back(expectations[i]);
  }
  return kept;
}

}  // namespace peercert::suite
