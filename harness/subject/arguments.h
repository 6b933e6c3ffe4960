// Python's rules for the arguments of a call.
#ifndef PEERCERT_SUBJECT_ARGUMENTS_H
#define PEERCERT_SUBJECT_ARGUMENTS_H

#include <cstddef>
#include <string>

#include "suite/scenario.h"

namespace peercert::subject {

// binary_form returns the truth value of the argument with which `step` calls `function` ("SSLObject.getpeercert()"),
// a method written in Python that takes binary_form=False. Throws TypeError with the text of Python 3.10 and later when
// the arguments do not fit.
[[nodiscard]] bool binary_form(const suite::Step& step, const std::string& function);

// read_size returns the most that `step`, a read(), may give: 1024 without an argument. Throws TypeError for what is no
// int and ValueError below 0, with the texts of CPython 3.10 and later, and std::runtime_error for arguments that the
// protocol does not know.
[[nodiscard]] std::size_t read_size(const suite::Step& step);

// write_data returns the argument of `step`, a write(). Throws TypeError and std::runtime_error as read_size does.
[[nodiscard]] const std::string& write_data(const suite::Step& step);

}  // namespace peercert::subject

#endif
