// One failure as text for a person.
//
//     validation/client_cert_none[tls=1.2,transport=memory]: fail
//       subject      peercert 0.1.0
//       rule         not_validated_is_empty (documented): Without validation the dictionary is empty.
//       ...
#ifndef PEERCERT_REPORT_DESCRIBE_H
#define PEERCERT_REPORT_DESCRIBE_H

#include <string>

#include "report/colour.h"
#include "report/view.h"
#include "value/json.h"

namespace peercert::report {

// describe_failure returns what went wrong in `row`, a member of the results' "rows": several lines, each ended. For a
// row without a judged step (a crash, a skip) that is why.
[[nodiscard]] std::string describe_failure(const View& view, const Json& row, Colour colour = Colour::kNo);
[[nodiscard]] std::string describe_failure(const Json& results, const Json& row, Colour colour = Colour::kNo);

// describe_absence returns why nothing was played on `subject`, a member of the results' "subjects" that has
// "not_played": several lines, each ended.
[[nodiscard]] std::string describe_absence(const View& view, const Json& subject, Colour colour = Colour::kNo);

}  // namespace peercert::report

#endif
