// JSON as text that somebody else has written.
#ifndef PEERCERT_VALUE_JSON_TEXT_H
#define PEERCERT_VALUE_JSON_TEXT_H

#include <stdexcept>
#include <string_view>

#include "value/json.h"

namespace peercert {

// JsonTextError is thrown for text that is no JSON which we take; what() says what it is instead: "no JSON at byte 7".
class JsonTextError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr int kDeepestJson = 1000;

// parse_json returns the JSON that `text` is. Throws JsonTextError for what is no JSON in UTF-8, for a name that stands
// twice in one object, for a number that no double holds, and for more than kDeepestJson levels: who works on JSON by
// recursion must not run out of stack on somebody else's text.
[[nodiscard]] Json parse_json(std::string_view text);

}  // namespace peercert

#endif
