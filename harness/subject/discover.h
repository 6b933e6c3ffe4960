// The Pythons of a machine: where they are looked for, which there are, and which of them can be subjects.
//
//     for (const FoundPython& python : discover(places_of_this_machine({}), 2)) ...
#ifndef PEERCERT_SUBJECT_DISCOVER_H
#define PEERCERT_SUBJECT_DISCOVER_H

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace peercert::subject {

// FoundPython is one interpreter. The members after `program` are "" where it did not come to say them.
struct FoundPython {
  std::filesystem::path program;
  std::string implementation;  // "CPython", "PyPy"
  std::string version;         // "3.11.2"; PyPy's own, "7.3.11"
  std::string language;        // the version of Python that it speaks: "3.9.16"
  std::string tls_library;     // "OpenSSL 3.0.19 27 Jan 2026"
  std::string prefix;          // sys.prefix: the folder of its installation or virtual environment
  std::string why_not;         // why it cannot be a subject: too old, no ssl, no answer; "" when it can
};

// places_of_this_machine returns the folders in which programs are looked for, first those of virtual environments
// (`venvs`, $VIRTUAL_ENV, ./.venv, ./venv), then pyenv's versions ($PYENV_ROOT, ~/.pyenv), $PATH without pyenv's shims,
// /usr/bin, /usr/local/bin, and those in /opt. Not all of them need be there. Throws std::runtime_error for one of
// `venvs` that is no virtual environment.
[[nodiscard]] std::vector<std::filesystem::path> places_of_this_machine(const std::vector<std::string>& venvs);

// is_python_name returns whether a program of that name is a Python: python3, pypy3, python3.N, pypy3.N, python, pypy.
[[nodiscard]] bool is_python_name(const std::string& name);

// discover returns every Python in `folders` by such a name, each installation once, by implementation and version. It
// asks each, `jobs` at a time, what it is.
[[nodiscard]] std::vector<FoundPython> discover(const std::vector<std::filesystem::path>& folders, std::size_t jobs);

}  // namespace peercert::subject

#endif
