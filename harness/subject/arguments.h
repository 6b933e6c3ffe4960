// Python's rules for the arguments of a call.
#ifndef PEERCERT_SUBJECT_ARGUMENTS_H
#define PEERCERT_SUBJECT_ARGUMENTS_H

#include <string>

#include "suite/scenario.h"

namespace peercert::subject {

// binary_form returns the truth value of the argument with which `step` calls `function` ("SSLObject.getpeercert()"),
// a method written in Python that takes binary_form=False. Throws TypeError with the text of Python 3.10 and later when
// the arguments do not fit.
[[nodiscard]] bool binary_form(const suite::Step& step, const std::string& function);

}  // namespace peercert::subject

#endif
