#include "subject/arguments.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "value/exception.h"

namespace peercert::subject {
namespace {

const Value& only_argument(const suite::Step& step) {
  if (step.args.size() == 1 && step.kwargs.empty()) return step.args[0];
  throw std::runtime_error(fmt::format("{} takes one argument, by position", step.verb));
}

template <typename T>
const T& argument_of_type(const suite::Step& step, std::size_t index, const char* type) {
  const T* argument = index < step.args.size() ? step.args[index].get_if<T>() : nullptr;
  if (argument != nullptr) return *argument;
  throw std::runtime_error(fmt::format("argument {} of {} must be {}", index + 1, step.verb, type));
}

// The value of decimal digits; nullopt when it is too large.
std::optional<std::size_t> size_of(const std::string& decimal) {
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), size);
  return error == std::errc() ? std::optional(size) : std::nullopt;
}

}  // namespace

void no_keywords(const suite::Step& step) {
  if (!step.kwargs.empty()) throw std::runtime_error(fmt::format("{} takes no keywords", step.verb));
}

void no_arguments(const suite::Step& step) {
  if (step.args.empty() && step.kwargs.empty()) return;
  throw std::runtime_error(fmt::format("{} takes no arguments", step.verb));
}

const Value& argument_of(const suite::Step& step, std::size_t index, std::size_t count) {
  if (step.args.size() == count && step.kwargs.empty()) return step.args.at(index);
  throw std::runtime_error(fmt::format("{} takes {} argument{}, by position", step.verb, count, count == 1 ? "" : "s"));
}

const std::string& text_argument(const suite::Step& step) {
  (void)only_argument(step);
  return argument_of_type<Str>(step, 0, "a str").text;
}

const std::string& bytes_argument(const suite::Step& step) {
  (void)only_argument(step);
  return argument_of_type<Bytes>(step, 0, "bytes").data;
}

std::size_t count_argument(const suite::Step& step, std::size_t index) {
  no_keywords(step);
  const std::string& decimal = argument_of_type<Integer>(step, index, "an int").decimal();
  const std::optional<std::size_t> count = size_of(decimal);
  if (!count) throw std::runtime_error(fmt::format("{} takes no {}", step.verb, decimal));
  return *count;
}

std::optional<double> timeout_argument(const suite::Step& step) {
  const Value& given = only_argument(step);
  if (given.is<None>()) return std::nullopt;
  if (const double* seconds = given.get_if<double>()) return *seconds;
  return std::stod(argument_of_type<Integer>(step, 0, "None or a number").decimal());
}

bool flag_or(const suite::Step& step, const std::string& name, bool otherwise) {
  for (const auto& [given, value] : step.kwargs) {
    if (given != name) continue;
    if (const bool* flag = value.get_if<bool>()) return *flag;
    throw std::runtime_error(fmt::format("{} of {} must be a bool", name, step.verb));
  }
  return otherwise;
}

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

void takes_no_arguments(const suite::Step& step, const std::string& function) {
  if (!step.kwargs.empty()) {
    const std::string& name = step.kwargs.front().first;
    throw PythonException::type_error(fmt::format("{} got an unexpected keyword argument '{}'", function, name));
  }
  if (step.args.empty()) return;
  throw PythonException::type_error(
      fmt::format("{} takes 1 positional argument but {} were given", function, step.args.size() + 1));  // one is self
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
  const std::optional<std::size_t> size = size_of(decimal);
  if (!size) throw std::runtime_error(fmt::format("no size: {}", decimal));
  return *size;
}

const std::string& write_data(const suite::Step& step) {
  const Value& given = only_argument(step);
  if (const auto* bytes = given.get_if<Bytes>()) return bytes->data;
  throw PythonException::type_error(fmt::format("a bytes-like object is required, not '{}'", given.type_name()));
}

}  // namespace peercert::subject
