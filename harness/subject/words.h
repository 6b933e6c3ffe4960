// A command line, as one writes it in a shell, as the words of it.
#ifndef PEERCERT_SUBJECT_WORDS_H
#define PEERCERT_SUBJECT_WORDS_H

#include <string>
#include <vector>

namespace peercert::subject {

// split_words returns the words of `command`, which are separated and quoted as a POSIX shell has it: '...', "...", and
// a backslash (POSIX.1-2017, Shell Command Language, 2.2). There is no shell, though: nothing is expanded, and
// characters with which a shell would do something (|, &, ;, <, >, (, ), $, `) must be quoted. Throws StartError for
// those, for a quote that is not closed, and for a command without words.
[[nodiscard]] std::vector<std::string> split_words(const std::string& command);

// quote_word returns `word` as split_words, and a shell, read it back: between single quotes when it holds anything but
// what never needs them.
[[nodiscard]] std::string quote_word(const std::string& word);

}  // namespace peercert::subject

#endif
