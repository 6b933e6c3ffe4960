// Python.h must come before everything else.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "search/embedded_python.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "forge/pem.h"
#include "value/json_text.h"

namespace peercert::search {
namespace {

// With warnings as errors, so that literal() is silent about what has more to say; observe() lets them be.
constexpr const char* kHelper = R"(
import json, sys, warnings
sys.path.insert(0, scripts)
import _ssl, python_subject
warnings.simplefilter("error")

def describe():
    return json.dumps(python_subject.describe_subject())

def literal(path):
    try:
        return ascii(_ssl._test_decode_cert(path))
    except Exception:
        return None

def observation(path):
    return json.dumps(python_subject.observe("decode", lambda: _ssl._test_decode_cert(path)))
)";

struct Release {
  void operator()(PyObject* object) const { Py_XDECREF(object); }
};
using Object = std::unique_ptr<PyObject, Release>;

// The decoder wants a file with PEM. This one is memory.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("certificate.pem", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw EmbeddedError(fmt::format("memfd_create: {}", std::strerror(errno)));
    path_ = fmt::format("/proc/self/fd/{}", descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(descriptor_); }

  void write(const std::string& text) const {
    const bool written = ftruncate(descriptor_, 0) == 0 &&
                         pwrite(descriptor_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    if (!written) throw EmbeddedError(fmt::format("{}: {}", path_, std::strerror(errno)));
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  int descriptor_;
  std::string path_;
};

[[noreturn]] void fail(const std::string& what) {
  PyErr_Print();
  throw EmbeddedError(what + " failed; what Python says of it stands above");
}

void start(const std::string& program) {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.write_bytecode = 0;
  PyStatus status = PyConfig_SetBytesString(&config, &config.program_name, program.c_str());
  if (PyStatus_Exception(status) == 0) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status) != 0) throw EmbeddedError(fmt::format("Python: {}", status.err_msg));
}

}  // namespace

class EmbeddedPython::Interpreter {
 public:
  Interpreter(const std::string& scripts, const std::string& program) {
    start(program);
    globals_.reset(PyDict_New());
    const Object folder(PyUnicode_FromString(scripts.c_str()));
    PyDict_SetItemString(globals_.get(), "scripts", folder.get());
    PyDict_SetItemString(globals_.get(), "__builtins__", PyEval_GetBuiltins());
    const Object done(PyRun_String(kHelper, Py_file_input, globals_.get(), globals_.get()));
    if (done == nullptr) fail("importing python_subject");
  }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
  ~Interpreter() {
    globals_.reset();
    Py_FinalizeEx();
  }

  // call returns the str that the helper's function returns, or nullopt for None.
  [[nodiscard]] std::optional<std::string> call(const char* function) const { return text_of(function, nullptr); }

  // call_on does so with a file that holds the certificate. As in a fresh thread there are no errors of OpenSSL.
  [[nodiscard]] std::optional<std::string> call_on(const char* function, const std::string& der) const {
    file_.write(forge::certificate_to_pem(der));
    ERR_clear_error();
    const Object path(PyUnicode_FromString(file_.path().c_str()));
    auto text = text_of(function, path.get());
    ERR_clear_error();
    return text;
  }

 private:
  [[nodiscard]] std::optional<std::string> text_of(const char* name, PyObject* argument) const {
    PyObject* function = PyDict_GetItemString(globals_.get(), name);
    const Object result(PyObject_CallFunctionObjArgs(function, argument, nullptr));
    if (result == nullptr) fail(name);
    if (result.get() == Py_None) return std::nullopt;
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(result.get(), &size);
    if (text == nullptr) fail(name);
    return std::string(text, static_cast<std::size_t>(size));
  }

  MemoryFile file_;
  Object globals_;
};

EmbeddedPython::EmbeddedPython(const std::string& scripts, const std::string& program)
    : interpreter_(std::make_unique<Interpreter>(scripts, program)),
      info_(suite::subject_info_from_json(parse_json(interpreter_->call("describe").value()))) {}

EmbeddedPython::~EmbeddedPython() = default;

std::optional<std::string> EmbeddedPython::literal(const std::string& der) {
  return interpreter_->call_on("literal", der);
}

suite::Observation EmbeddedPython::observation(const std::string& der) {
  return suite::observation_from_json(parse_json(interpreter_->call_on("observation", der).value()));
}

}  // namespace peercert::search
