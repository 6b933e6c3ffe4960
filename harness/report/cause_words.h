// The words for a cause: a difference without what changes from one case to the next.
#ifndef PEERCERT_REPORT_CAUSE_WORDS_H
#define PEERCERT_REPORT_CAUSE_WORDS_H

#include <string>
#include <string_view>

#include "report/view.h"
#include "suite/change_words.h"
#include "value/difference.h"
#include "value/json.h"
#include "value/value.h"

namespace peercert::report {

using suite::change_words;
using suite::first_member;
using suite::kind_of;
using suite::path_shape;
using suite::raised_type;

// verb_of returns the call of a step without connection and arguments, "getpeercert()"; without a call, its id.
[[nodiscard]] std::string verb_of(const Json& step);

// difference_words returns `difference`, one of those of `step`, as a sentence without a full stop: "getpeercert()
// gives None instead of an empty dict", "getpeercert(): ['subject'][*] is missing".
[[nodiscard]] std::string difference_words(const View& view, const Json& step, const Json& difference);

// detail_words returns why no step of `row` was judged: the first line of what was said, with "it" for the subject's
// name, so that several subjects can share it; its verdict when nothing was said.
[[nodiscard]] std::string detail_words(const View& view, const Json& row);

// without_addresses returns `text` with "*" for every word that is a number or hexadecimal and has six characters or
// more: what one says twice with another address, process or error code in it, is said once.
[[nodiscard]] std::string without_addresses(std::string_view text);

}  // namespace peercert::report

#endif
