#include "subject/arguments.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "value/exception.h"

namespace peercert::subject {
namespace {

const Value& only_argument(const suite::Step& step) {
  if (step.args.size() == 1 && step.kwargs.empty()) return step.args[0];
  throw std::runtime_error(fmt::format("step {}: {} takes one argument, by position", step.id, step.verb));
}

}  // namespace

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

// _ssl__SSLSocket_read in Modules/_ssl.c: the argument is a Py_ssize_t, and a bool is an int.
std::size_t read_size(const suite::Step& step) {
  constexpr std::size_t kDefault = 1024;
  if (step.args.empty() && step.kwargs.empty()) return kDefault;
  const Value& given = only_argument(step);
  if (const bool* truth = given.get_if<bool>()) return *truth ? 1 : 0;
  const auto* integer = given.get_if<Integer>();
  if (integer == nullptr) {
    throw PythonException::type_error(
        fmt::format("'{}' object cannot be interpreted as an integer", given.type_name()));
  }
  const std::string& decimal = integer->decimal();
  if (decimal.front() == '-') throw PythonException::value_error("size should not be negative");
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), size);
  if (error != std::errc()) throw std::runtime_error(fmt::format("step {}: no size: {}", step.id, decimal));
  return size;
}

const std::string& write_data(const suite::Step& step) {
  const Value& given = only_argument(step);
  if (const auto* bytes = given.get_if<Bytes>()) return bytes->data;
  throw PythonException::type_error(fmt::format("a bytes-like object is required, not '{}'", given.type_name()));
}

}  // namespace peercert::subject
