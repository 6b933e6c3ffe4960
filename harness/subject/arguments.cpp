#include "subject/arguments.h"

#include <fmt/format.h>

#include "value/exception.h"

namespace peercert::subject {

// initialize_locals in Python/ceval.c: keywords are matched first, then surplus positional arguments are noticed.
bool binary_form(const suite::Step& step, const std::string& function) {
  const Value* given = step.args.empty() ? nullptr : &step.args[0];
  for (const auto& [name, value] : step.kwargs) {
    if (name != "binary_form") {
      throw PythonException::type_error(fmt::format("{} got an unexpected keyword argument '{}'", function, name));
    }
    if (given != nullptr) {
      throw PythonException::type_error(fmt::format("{} got multiple values for argument '{}'", function, name));
    }
    given = &value;
  }
  if (step.args.size() > 1) {
    throw PythonException::type_error(fmt::format("{} takes from 1 to 2 positional arguments but {} were given",
                                                  function, step.args.size() + 1));  // one is self
  }
  return given != nullptr && given->truth();
}

}  // namespace peercert::subject
