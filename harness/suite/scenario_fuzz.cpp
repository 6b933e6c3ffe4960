// The JSON of the suite: scenarios, observations and what a subject says of itself. What is read, written and read
// again is written the same.
#include "suite/scenario.h"

#include <nlohmann/json.hpp>

#include <stdexcept>

#include "fuzz/target.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "suite/observation.h"
#include "value/json_text.h"

using namespace peercert;

namespace {

template <typename Reader>
auto read_by(const Reader& reader, const Json& json) {
  return fuzz::unless_refused<std::runtime_error>([&] { return reader(json); });
}

template <typename Reader>
void check(Reader reader, const Json& json) {
  const auto once = read_by(reader, json);
  if (!once) return;
  const Json written = to_json(*once);
  fuzz::require(to_json(reader(parse_json(written.dump()))) == written, "what was written reads back", written.dump());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = fuzz::unless_refused<JsonTextError>([=] { return parse_json(fuzz::text_of(data, size)); });
  if (!json) return 0;
  check([](const Json& one) { return suite::scenario_from_json(one); }, *json);
  check([](const Json& one) { return suite::subject_info_from_json(one); }, *json);
  const auto observe = [](const Json& one) { return suite::observation_from_json(one); };
  check(observe, *json);
  const auto observation = read_by(observe, *json);
  if (!observation) return 0;
  fuzz::require(observe(to_json(*observation)) == *observation, "an observation reads back as what it was");
  fuzz::require(suite::between(*observation, *observation).empty(), "an observation does not differ from itself");
  (void)suite::without_positions(*observation);
  return 0;
}
