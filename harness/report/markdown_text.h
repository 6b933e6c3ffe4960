// Text that stands in Markdown as it is, whatever a subject says.
#ifndef PEERCERT_REPORT_MARKDOWN_TEXT_H
#define PEERCERT_REPORT_MARKDOWN_TEXT_H

#include <cstddef>
#include <string>

namespace peercert::report {

// escaped_markdown returns `text` in one line, every character that means something in Markdown or HTML as a reference.
[[nodiscard]] std::string escaped_markdown(const std::string& text);

// prose returns a text of our own, of a rule or an entry, in one line that also reads well as it is: what stands
// between backticks is code, and elsewhere what would mean something has a backslash before it.
[[nodiscard]] std::string prose(const std::string& text);

// code_span returns `text`, or its first `most` characters, in one line as code: a code span, or HTML where the text
// holds what would end one.
[[nodiscard]] std::string code_span(const std::string& text, std::size_t most = std::string::npos);

}  // namespace peercert::report

#endif
