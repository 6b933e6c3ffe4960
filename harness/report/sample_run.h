// Runs made by hand, for the tests of the reports.
#ifndef PEERCERT_REPORT_SAMPLE_RUN_H
#define PEERCERT_REPORT_SAMPLE_RUN_H

#include <string>

#include "report/results.h"

namespace peercert::report {

// sample_run returns one case in two places on two subjects: everything passes, but the subject answers None for {} in
// one place.
[[nodiscard]] Run sample_run();

// passing_run returns sample_run() with the wrong answer put right.
[[nodiscard]] Run passing_run();

// order_run returns sample_run() where the subject answers with the keys 'subject' and 'issuer' the wrong way round, in
// a dictionary too long for one line.
[[nodiscard]] Run order_run();

// absent_run returns passing_run() in which the reference could not be started, for this reason.
[[nodiscard]] Run absent_run(const std::string& why);

// hostile_run returns sample_run() with `text` in every member that comes from outside: subjects, exceptions, details,
// warnings, values, rules, paths, PEM.
[[nodiscard]] Run hostile_run(const std::string& text);

// kHostile holds what HTML, XML, Markdown and terminals trip over.
inline const std::string kHostile =
    "</script><img src=x onerror=alert(1)>]]>`|{{{x}}}\"' onmouseover='y\x01\x1b[31m\x7f\xc2\x9b\xe2\x80\xae\n# pwned";

}  // namespace peercert::report

#endif
