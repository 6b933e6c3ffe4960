// Tagged JSON: a Value on the wire, with no type lost (harness/subject/PROTOCOL.md, "Tagged values").
//
//     null  true  {"int":"-1"}  {"float":"nan"}  {"str":"é"}  {"str_points":[55296]}  {"bytes":"00ff"}
//     {"tuple":[...]}  {"list":[...]}  {"dict":[[key,value],...]}  {"other":"array.array","repr":"..."}
#ifndef PEERCERT_VALUE_JSON_H
#define PEERCERT_VALUE_JSON_H

#include <nlohmann/json_fwd.hpp>
#include <stdexcept>

#include "value/value.h"

namespace peercert {

// Json keeps the order of keys, so that what we write is the same bytes every time. It is only declared here: who looks
// into one includes <nlohmann/json.hpp>, which is slow to compile.
using Json = nlohmann::ordered_json;

// TaggedJsonError is thrown for JSON that is no tagged value; what() names the place as a JSON pointer, what was
// expected and what was found.
class TaggedJsonError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// to_tagged_json returns `value` as tagged JSON. Text with lone surrogates becomes "str_points"; floats are written as
// repr() writes them.
[[nodiscard]] Json to_tagged_json(const Value& value);

// from_tagged_json is the inverse of to_tagged_json. Throws TaggedJsonError.
[[nodiscard]] Value from_tagged_json(const Json& json);

}  // namespace peercert

#endif
