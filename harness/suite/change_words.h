// The words for a difference: what it is, without what changes from one certificate or case to the next. What differs
// in the same words is taken for one cause.
#ifndef PEERCERT_SUITE_CHANGE_WORDS_H
#define PEERCERT_SUITE_CHANGE_WORDS_H

#include <string>
#include <string_view>

#include "value/difference.h"
#include "value/value.h"

namespace peercert::suite {

// path_shape returns `path` with its indices taken out: "['subject'][*][*]" for "['subject'][2][0]". What stands in
// quotes is a key and stays.
[[nodiscard]] std::string path_shape(std::string_view path);

// first_member returns the beginning of `path` up to its first key: "['subject']" for "['subject'][0][1]". One fault
// shows at many items of a member.
[[nodiscard]] std::string first_member(const std::string& path);

// kind_of returns what kind of thing `value` is, in words: "a str", "an empty dict", "None", "an array.array".
[[nodiscard]] std::string kind_of(const Value& value);

// raised_type returns the type where `value` stands for an exception that was raised (suite/held.h), or "".
[[nodiscard]] std::string raised_type(const Value& value);

// change_words returns `difference` as a sentence without a full stop about the call `verb`: "getpeercert() gives None
// instead of an empty dict", "getpeercert(): ['subject'][*] is missing".
[[nodiscard]] std::string change_words(const std::string& verb, const Difference& difference);

}  // namespace peercert::suite

#endif
