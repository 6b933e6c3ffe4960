#include "export/proof.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "subject/program.h"
#include "subject/words.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "value/printable.h"

namespace peercert::exports {
namespace {

namespace fs = std::filesystem;

// TemporaryFile is a file in a folder of its own, removed in the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text) {
    std::string name = (fs::temp_directory_path() / "peercert_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
    folder_ = name;
    std::ofstream(path()) << text;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code none;
    fs::remove_all(folder_, none);
  }
  [[nodiscard]] std::string path() const { return folder_ / "reproducer.py"; }

 private:
  fs::path folder_;
};

subject::Ended run(std::vector<std::string> interpreter, const std::string& text) {
  const TemporaryFile file(text);
  interpreter.push_back(file.path());
  return subject::run_program(interpreter);
}

std::string called(const std::vector<std::string>& interpreter) {
  std::vector<std::string> words;
  for (const std::string& word : interpreter) words.push_back(subject::quote_word(word));
  return fmt::format("{}", fmt::join(words, " "));
}

std::string status(int number) {
  return fmt::format("exited with status {}", number);
}

bool prints(const subject::Ended& ended, const std::vector<std::string>& got) {
  return std::any_of(got.begin(), got.end(), [&ended](const std::string& text) {
    return ended.out.find("got:      " + text + "\n") != std::string::npos;
  });
}

std::string report(const char* expected, const std::vector<std::string>& interpreter, const subject::Ended& ended) {
  std::string text = fmt::format("`{}` {}, expected was {}\n", called(interpreter), ended.how, expected);
  text += printable(ended.out + ended.errors);
  return text;
}

// Returns what is wrong with the file, or "".
std::string what_is_wrong(const std::string& text, const Finding& finding, const std::vector<std::string>& subject,
                          const std::vector<std::string>& reference) {
  const subject::Ended ended = run(subject, text);
  const auto got = got_lines(finding);
  if (ended.how != status(1) || !prints(ended, got)) {
    return report(("exit status 1, and that it got " + one_line(got[0])).c_str(), subject, ended);
  }
  if (reference.empty()) return "";
  const subject::Ended other = run(reference, text);
  return other.how == status(0) ? "" : report("exit status 0, as of one that does what is expected", reference, other);
}

}  // namespace

std::vector<std::string> interpreter_of(const std::string& command) {
  const auto words = subject::split_words(command);
  const auto script = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return word.size() > 3 && word.compare(word.size() - 3, 3, ".py") == 0;
  });
  if (script == words.end()) return {};
  return {words.begin(), script};
}

bool meets(const suite::StepResult& result, const std::string& verb, const suite::Observation& observed) {
  const suite::Observation seen = suite::without_positions(observed);
  if (result.verdict == suite::Verdict::kDiverge) {
    return result.reference && suite::between(suite::without_positions(*result.reference), seen).empty();
  }
  if (!result.expected) return suite::prepared(verb, observed);
  const suite::Held held = suite::held_against(*result.expected, seen);
  return held.at_level.empty() && (result.level != suite::Level::kAccident || held.accidents.empty());
}

Proven prove(const Finding& finding, const std::vector<std::string>& subject,
             const std::vector<std::string>& reference) {
  std::vector<std::string> tried;
  std::string last_wrong;
  for (const Manner manner : {Manner::kShortest, Manner::kShort, Manner::kFaithful}) {
    std::string text;
    try {
      text = reproducer(finding, manner);
    } catch (const CannotReproduce&) {
      if (tried.empty()) throw;
      break;  // those that say more are longer
    }
    if (std::find(tried.begin(), tried.end(), text) != tried.end()) continue;
    tried.push_back(text);
    const std::string wrong = what_is_wrong(text, finding, subject, reference);
    if (wrong.empty()) {
      const std::string other = reference.empty() ? "" : fmt::format(", with `{}` 0", called(reference));
      return {text, fmt::format("exit status with `{}` 1{}", called(subject), other)};
    }
    last_wrong = wrong;
  }
  throw Unproven(last_wrong);
}

}  // namespace peercert::exports
