#include "subject/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

#include "subject/subject.h"

namespace peercert::subject {
namespace {

class Splitter {
 public:
  explicit Splitter(const std::string& command) : command_(command) {}

  std::vector<std::string> words() {
    std::vector<std::string> words;
    while (const std::optional<std::string> word = next()) words.push_back(*word);
    if (words.empty()) fail("it is empty");
    return words;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw StartError(fmt::format("cannot start `{}`: {}", command_, what));
  }

  // The word that comes next, or nullopt at the end. "" is a word, white space is none.
  std::optional<std::string> next() {
    at_ = command_.find_first_not_of(kSpace, at_);
    if (at_ == std::string::npos) at_ = command_.size();
    std::optional<std::string> word;
    while (at_ < command_.size() && kSpace.find(command_[at_]) == std::string_view::npos) {
      word = word.value_or("") + part();
    }
    return word;
  }

  std::string part() {
    const char c = command_[at_];
    if (c == '\'') return single_quoted();
    if (c == '"') return double_quoted();
    if (c == '\\') return escaped();
    if (kOperators.find(c) != std::string_view::npos) {
      fail(fmt::format("'{}' at byte {} would need a shell; quote it, or say sh -c '...'", c, at_));
    }
    ++at_;
    return {c};
  }

  std::string single_quoted() {
    const std::size_t end = command_.find('\'', at_ + 1);
    if (end == std::string::npos) fail(fmt::format("the ' at byte {} is not closed", at_));
    const std::string text = command_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return text;
  }

  std::string double_quoted() {
    const std::size_t start = at_++;
    std::string text;
    while (at_ < command_.size() && command_[at_] != '"') {
      // Within double quotes a backslash is special before $ ` " \ and a line break only.
      const bool escape = command_[at_] == '\\' && at_ + 1 < command_.size() &&
                          std::string_view("$`\"\\\n").find(command_[at_ + 1]) != std::string_view::npos;
      if (escape) {
        text += escaped();
      } else {
        text += command_[at_++];
      }
    }
    if (at_ == command_.size()) fail(fmt::format("the \" at byte {} is not closed", start));
    ++at_;
    return text;
  }

  // A backslash keeps the next character as it is; before a line break both go.
  std::string escaped() {
    if (at_ + 1 == command_.size()) fail("it ends with a backslash");
    const char c = command_[at_ + 1];
    at_ += 2;
    return c == '\n' ? std::string() : std::string{c};
  }

  static constexpr std::string_view kSpace = " \t\n";
  static constexpr std::string_view kOperators = "|&;<>()$`";

  const std::string& command_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> split_words(const std::string& command) {
  return Splitter(command).words();
}

std::string quote_word(const std::string& word) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_./-=:,+@%").find(c) != std::string::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
  std::string out = "'";
  for (const char character : word) out += character == '\'' ? "'\\''" : std::string(1, character);
  return out + "'";
}

}  // namespace peercert::subject
