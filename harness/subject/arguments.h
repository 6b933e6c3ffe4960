// The arguments of steps: Python's rules for those of a call, and what each verb takes. For what a verb does not take
// all of them throw std::runtime_error, which says what the verb takes.
#ifndef PEERCERT_SUBJECT_ARGUMENTS_H
#define PEERCERT_SUBJECT_ARGUMENTS_H

#include <cstddef>
#include <optional>
#include <string>

#include "suite/scenario.h"

namespace peercert::subject {

// binary_form returns the truth value of the argument with which `step` calls `function` ("SSLObject.getpeercert()"),
// a method written in Python that takes binary_form=False. Throws TypeError with the text of Python 3.10 and later when
// the arguments do not fit.
[[nodiscard]] bool binary_form(const suite::Step& step, const std::string& function);

// takes_no_arguments throws what Python 3.10 and later raise when `step` calls `function`, a method written in Python
// that takes none, with arguments: TypeError.
void takes_no_arguments(const suite::Step& step, const std::string& function);

// read_size returns the most that `step`, a read(), may give: 1024 without an argument. Throws TypeError for what is no
// int and ValueError below 0, with the texts of CPython 3.10 and later, and std::runtime_error for arguments that the
// protocol does not know.
[[nodiscard]] std::size_t read_size(const suite::Step& step);

// no_arguments refuses any; no_keywords those with names.
void no_arguments(const suite::Step& step);
void no_keywords(const suite::Step& step);

// argument_of returns the argument at `index` of `count`, whatever it is.
[[nodiscard]] const Value& argument_of(const suite::Step& step, std::size_t index, std::size_t count);

// text_argument returns the only argument, a str; count_argument the one at `index`, an int that is not negative;
// bytes_argument the only one, bytes; timeout_argument the only one, None or a number of seconds.
[[nodiscard]] const std::string& text_argument(const suite::Step& step);
[[nodiscard]] std::size_t count_argument(const suite::Step& step, std::size_t index);
[[nodiscard]] const std::string& bytes_argument(const suite::Step& step);
[[nodiscard]] std::optional<double> timeout_argument(const suite::Step& step);

// flag_or returns the keyword argument `name`, a bool, or `otherwise` without one.
[[nodiscard]] bool flag_or(const suite::Step& step, const std::string& name, bool otherwise);

// write_data returns the argument of `step`, a write(). Throws TypeError and std::runtime_error as read_size does.
[[nodiscard]] const std::string& write_data(const suite::Step& step);

}  // namespace peercert::subject

#endif
