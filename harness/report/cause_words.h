// The words for a cause: a difference without what changes from one case to the next.
#ifndef PEERCERT_REPORT_CAUSE_WORDS_H
#define PEERCERT_REPORT_CAUSE_WORDS_H

#include <string>
#include <string_view>

#include "report/view.h"
#include "value/difference.h"
#include "value/json.h"
#include "value/value.h"

namespace peercert::report {

// path_shape returns `path` with its indices taken out: "['subject'][*][*]" for "['subject'][2][0]". What stands in
// quotes is a key and stays.
[[nodiscard]] std::string path_shape(std::string_view path);

// kind_of returns what kind of thing `value` is, in words: "a str", "an empty dict", "None", "an array.array".
[[nodiscard]] std::string kind_of(const Value& value);

// raised_type returns the type where `value` stands for an exception that was raised (suite/held.h), or "".
[[nodiscard]] std::string raised_type(const Value& value);

// verb_of returns the call of a step without connection and arguments, "getpeercert()"; without a call, its id.
[[nodiscard]] std::string verb_of(const Json& step);

// change_words returns `difference` as a sentence without a full stop about the call `verb`: "getpeercert() gives None
// instead of an empty dict", "getpeercert(): ['subject'][*] is missing".
[[nodiscard]] std::string change_words(const std::string& verb, const Difference& difference);

// difference_words returns `difference`, one of those of `step`, as a sentence without a full stop: "getpeercert()
// gives None instead of an empty dict", "getpeercert(): ['subject'][*] is missing".
[[nodiscard]] std::string difference_words(const View& view, const Json& step, const Json& difference);

// detail_words returns why no step of `row` was judged: the first line of what was said, with "it" for the subject's
// name, so that several subjects can share it; its verdict when nothing was said.
[[nodiscard]] std::string detail_words(const View& view, const Json& row);

}  // namespace peercert::report

#endif
