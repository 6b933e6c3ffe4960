#include "x509/ssl_error.h"

#include <utility>

#include "value/literal.h"

namespace peercert {

PythonException ssl_error(const std::string& text) {
  Raised raised = PythonException::ssl_error(0, text, None{}, None{}).raised();
  raised.args = Tuple{{Str{text}}};
  raised.attributes = Dict{{{Str{"errno"}, None{}}, {Str{"strerror"}, None{}}}};
  raised.text = to_literal(raised.args);  // SSLError_str: without a strerror, str(args)
  return PythonException(std::move(raised));
}

}  // namespace peercert
