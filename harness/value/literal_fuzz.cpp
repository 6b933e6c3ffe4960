// The first byte is a width, the rest is read as a literal.
#include "value/literal.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "fuzz/target.h"
#include "value/json.h"

using namespace peercert;

namespace {

bool is_plain(char letter) {
  return letter >= ' ' && letter <= '~';
}

std::optional<Value> read(std::string_view text) {
  try {
    return parse_literal(text);
  } catch (const LiteralError& error) {
    fuzz::require(error.offset() <= text.size(), "the offset of an error is in the text", error.what());
    return std::nullopt;
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto value = read(fuzz::text_of(data + 1, size - 1));
  if (!value) return 0;
  const std::string literal = to_literal(*value);
  fuzz::require(std::all_of(literal.begin(), literal.end(), is_plain), "a literal is printable ASCII", literal);
  fuzz::require(parse_literal(literal) == *value, "a literal reads back as what it was", literal);
  const std::string pretty = to_pretty_literal(*value, data[0]);
  fuzz::require(parse_literal(pretty) == *value, "a pretty literal reads back as what it was", pretty);
  fuzz::require(from_tagged_json(to_tagged_json(*value)) == *value, "tagged JSON reads back as what it was", literal);
  return 0;
}
