// A certificate, field by field, as text: where each element is, its bytes, what X.509 calls it, and what becomes of it
// in the dictionary that getpeercert() returns.
//
//     offset  header       what it is, and its content
//         13  02 03          serialNumber: INTEGER, 3 bytes: 0b 01 af
//                            = ['serialNumber']: '0B01AF'
#ifndef PEERCERT_REPORT_ANNOTATED_H
#define PEERCERT_REPORT_ANNOTATED_H

#include <string>
#include <string_view>

#include "report/terminal.h"
#include "value/value.h"

namespace peercert::report {

// annotated returns all of `der`, every line ended. `dictionary` is what getpeercert() must return, nullptr where it
// returns none: then places are named and have no values. Unless `whole`, the middle of long contents, and of very many
// elements, is left out and counted.
[[nodiscard]] std::string annotated(std::string_view der, const Value* dictionary, bool whole = false,
                                    const Style& style = {});

// value_at returns what stands at `path`, Python subscripts such as "['subject'][0]", in `value`; nullptr for nothing.
[[nodiscard]] const Value* value_at(const Value& value, std::string_view path);

}  // namespace peercert::report

#endif
