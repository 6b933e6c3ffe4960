// The report page's contents: the results, arranged for reports/app/*.js, which does nothing but show them.
//
// The page is an object whose lists name each other by index, and in which everything that repeats stands once:
//
//     suite         {version, digest}
//     closing       what came of the run, in one line; good: whether it is
//     verdicts      [{word, counts}], the mildest first
//     common        the options that every command line ends with
//     counts        {rules, cases, scenarios, subjects}
//     rules         [{id, level, says, source, since?, conflict?, proposal?, covered_by?}]
//     subjects      [{id, name, role, library, command, features, option, absence?, totals, scores: {level: [met,
//     of]}}] certificates  [{name, recipe?, hex?, decoded?, fields?: [[path, offset, length, what]]}] cases [{id,
//     theme, why, text?, rules, certificates, command,
//                     places: [{where, command, rows: one for each subject, -1 for none}]}]
//     rows          [{verdict, detail?, alone?, strict?, steps}]
//     steps         [{id, call, verdict, level?, rules?, expected?, origin?, got, got_certificate?, drift?, message?,
//                     differences?: [[path, kind, expected, got]]}]
//     texts         what `expected`, `got` and `differences` of steps stand for
//     causes        [{key, verdict, counts, text, rules, expected, got, rows: [[case, place, subject]]}]
//
// No text in it holds a character that could be taken for something else than itself (value/printable.h).
#ifndef PEERCERT_REPORT_PAGE_H
#define PEERCERT_REPORT_PAGE_H

#include "report/view.h"
#include "value/json.h"

namespace peercert::report {

// page returns all of it.
[[nodiscard]] Json page(const Json& results, bool strict);

// page_certificates returns the list `certificates`, in the order of the results' table.
[[nodiscard]] Json page_certificates(const View& view);

// page_answers returns the lists `cases`, `rows`, `steps` and `texts`.
[[nodiscard]] Json page_answers(const View& view);

}  // namespace peercert::report

#endif
