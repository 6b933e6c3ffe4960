// Discovery, in folders of scripts that answer as a Python would.
#include "subject/discover.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

namespace peercert::subject {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Machine {
 public:
  Machine() {
    std::string name = (fs::temp_directory_path() / "peercert_discover_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root = fs::canonical(name);
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() { fs::remove_all(root); }

  // script makes a program that does `body` in sh.
  fs::path script(const std::string& path, const std::string& body) const {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path) << "#!/bin/sh\n" << body << "\n";
    fs::permissions(root / path, fs::perms::owner_all);
    return root / path;
  }

  // python makes a program that says what it is; PyPy's own version is not that of its language.
  fs::path python(const std::string& path, const std::string& implementation, const std::string& version,
                  const std::string& language, const std::string& library = "OpenSSL 3.0.19") const {
    return script(path, "echo '[\"" + implementation + "\", \"" + version + "\", \"" + language + "\", \"" + library +
                            "\", \"" + (root / path).parent_path().string() + "\", \"No module named ssl\"]'");
  }

  [[nodiscard]] std::vector<FoundPython> find(const std::vector<std::string>& folders) const {
    std::vector<fs::path> paths;
    for (const std::string& folder : folders) paths.push_back(root / folder);
    return discover(paths, 3);
  }

  fs::path root;
};

std::vector<std::string> names(const std::vector<FoundPython>& pythons) {
  std::vector<std::string> result;
  for (const FoundPython& python : pythons) result.push_back(python.implementation + " " + python.version);
  return result;
}

TEST(Discover, OrdersByImplementationAndByVersionAsNumbers) {
  const Machine machine;
  machine.python("a/pypy3", "PyPy", "7.3.11", "3.9.16");
  machine.python("b/python3", "CPython", "3.10.1", "3.10.1");
  machine.python("c/python3.9", "CPython", "3.9.2", "3.9.2");
  EXPECT_THAT(names(machine.find({"a", "b", "c", "nowhere"})),
              ElementsAre("CPython 3.9.2", "CPython 3.10.1", "PyPy 7.3.11"));
}

TEST(Discover, OneFileUnderSeveralNamesIsOnePython) {
  const Machine machine;
  machine.python("a/python3.11", "CPython", "3.11.2", "3.11.2");
  fs::create_symlink("python3.11", machine.root / "a" / "python3");
  fs::create_directory_symlink("a", machine.root / "b");
  const auto found = machine.find({"b", "a"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].program, machine.root / "b" / "python3");
  EXPECT_EQ(found[0].why_not, "");
}

TEST(Discover, OneInstallationUnderSeveralFilesIsOnePython) {
  const Machine machine;
  machine.python("a/python3", "CPython", "3.11.2", "3.11.2");
  fs::copy_file(machine.root / "a" / "python3", machine.root / "a" / "python3.11");
  EXPECT_EQ(machine.find({"a"}).size(), 1U);
}

TEST(Discover, AVirtualEnvironmentIsNotItsBase) {
  const Machine machine;
  machine.script("base/python3",
                 "echo \"[\\\"CPython\\\", \\\"3.11.2\\\", \\\"3.11.2\\\", \\\"OpenSSL 3\\\", \\\"$0\\\", \\\"\\\"]\"");
  fs::create_directories(machine.root / "venv" / "bin");
  std::ofstream(machine.root / "venv" / "pyvenv.cfg") << "home = base\n";
  fs::create_symlink("../../base/python3", machine.root / "venv" / "bin" / "python3");
  EXPECT_EQ(machine.find({"base", "venv/bin"}).size(), 2U);
}

TEST(Discover, OtherNamesAreNoPython) {
  const Machine machine;
  for (const char* name : {"a/python3-config", "a/python3.11-gdb", "a/ipython3", "a/python2.7", "a/python3.x"}) {
    machine.python(name, "CPython", "3.11.2", "3.11.2");
  }
  std::ofstream(machine.root / "a" / "python3.12") << "not executable";
  EXPECT_TRUE(machine.find({"a"}).empty());
}

std::string why_not(const Machine& machine) {
  const auto found = machine.find({"a"});
  return found.size() == 1 ? found[0].why_not : "not one";
}

TEST(Discover, SaysWhyOneIsNoSubject) {
  const Machine old, bare, broken, chatty;
  old.python("a/python", "CPython", "2.7.18", "2.7.18");
  EXPECT_EQ(why_not(old), "speaks Python 2.7.18; 3.6 is needed");
  bare.python("a/python3", "CPython", "3.11.2", "3.11.2", "");
  EXPECT_EQ(why_not(bare), "has no ssl module: No module named ssl");
  broken.script("a/python3", "exit 3");
  EXPECT_EQ(why_not(broken), "did not say what it is: it exited with status 3");
  chatty.script("a/python3", "echo hello");
  EXPECT_EQ(why_not(chatty), "did not say what it is, but something else");
}

TEST(Discover, PyPysLanguageIsWhatCounts) {
  const Machine machine;
  machine.python("a/pypy", "PyPy", "7.3.11", "2.7.18");
  EXPECT_EQ(why_not(machine), "speaks Python 2.7.18; 3.6 is needed");
}

TEST(Places, AFolderThatIsNoVirtualEnvironmentIsNamed) {
  EXPECT_THAT([] { (void)places_of_this_machine({"/nowhere"}); },
              testing::ThrowsMessage<std::runtime_error>(
                  "--venv '/nowhere': expected a virtual environment, found no pyvenv.cfg in it"));
}

TEST(Places, TheRealPythonIsFound) {
  if (std::string(PEERCERT_PYTHON).empty()) GTEST_SKIP() << "configured without a reference Python";
  const auto found = discover({fs::path(PEERCERT_PYTHON).parent_path()}, 2);
  EXPECT_THAT(found, testing::Contains(
                         testing::AllOf(testing::Field(&FoundPython::implementation, testing::AnyOf("CPython", "PyPy")),
                                        testing::Field(&FoundPython::why_not, ""),
                                        testing::Field(&FoundPython::tls_library, HasSubstr("SSL")))));
}

}  // namespace
}  // namespace peercert::subject
