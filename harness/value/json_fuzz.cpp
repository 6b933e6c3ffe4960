// Text that somebody else wrote, as JSON and then as a tagged value.
#include "value/json.h"

#include <nlohmann/json.hpp>

#include "fuzz/target.h"
#include "value/json_text.h"

using namespace peercert;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = fuzz::unless_refused<JsonTextError>([=] { return parse_json(fuzz::text_of(data, size)); });
  if (!json) return 0;
  const std::string text = json->dump();  // throws for what is no UTF-8
  fuzz::require(parse_json(text) == *json, "JSON reads back as what it was", text);
  const auto value = fuzz::unless_refused<TaggedJsonError>([&] { return from_tagged_json(*json); });
  if (!value) return 0;
  const Json again = to_tagged_json(*value);
  fuzz::require(from_tagged_json(parse_json(again.dump())) == *value, "a tagged value reads back as what it was", text);
  return 0;
}
