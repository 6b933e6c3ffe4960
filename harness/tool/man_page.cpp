#include "tool/man_page.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <sstream>
#include <vector>

namespace peercert::tool {
namespace {

constexpr const char* kFiles = R"(.SH ENVIRONMENT
.TP
.B PEERCERT_HOME
The folder that holds cases/, certs/ and scripts/, in place of the one that is installed; as \fB\-\-home\fR.
.SH FILES
All of these are below share, where the command is installed in bin.
.TP
.I peercert/cases
The rules, the cases, and in drift.toml what is known to differ.
.TP
.I peercert/certs
The recipes of the certificates, the keys, and the certificates that the forge makes of them.
.TP
.I peercert/scripts/python_subject.py
A subject for any Python from 3.6 on: 'pypy3 .../scripts/python_subject.py'.
.TP
.I doc/peercert/PROTOCOL.md
What a subject is sent and answers; a short one stands in
.IR examples .
.SH SEE ALSO
.BR python3 (1),
.BR openssl (1ssl)
)";

// What stands below the options: paragraphs, and lines that are indented, which keep their shape.
std::string body(const std::string& text) {
  std::istringstream lines(text);
  std::string page, line;
  bool as_it_is = false;
  while (std::getline(lines, line)) {
    const bool indented = line.starts_with("  ");
    if (indented != as_it_is) page += indented ? ".RS 4\n.nf\n" : ".fi\n.RE\n";
    as_it_is = indented;
    page += line.empty() ? ".PP\n" : roff(indented ? line.substr(2) : line) + "\n";
  }
  return page + (as_it_is ? ".fi\n.RE\n" : "");
}

std::string option(const CLI::Formatter& formatter, const CLI::Option& one) {
  const bool positional = one.get_positional();
  return fmt::format(".TP\n.B {}\n{}\n",
                     roff(formatter.make_option_name(&one, positional) + formatter.make_option_opts(&one)),
                     roff(one.get_description()));
}

std::string options(const CLI::App& app) {
  const CLI::Formatter formatter;
  std::string page;
  for (const bool positional : {true, false}) {
    for (const CLI::Option* one : app.get_options()) {
      if (one == app.get_help_ptr() && app.get_parent() != nullptr) continue;  // every command has it
      if (one->get_positional() == positional && !one->get_group().empty()) page += option(formatter, *one);
    }
  }
  return page;
}

std::string command(const CLI::App& app) {
  return fmt::format(".SS peercert {}\n{}.\n{}.PP\n{}", roff(app.get_name()), roff(app.get_description()), options(app),
                     body(app.get_footer()));
}

}  // namespace

std::string roff(std::string_view text) {
  std::string escaped;
  for (const char byte : text) {
    const bool starts_line = escaped.empty() || escaped.back() == '\n';
    if (starts_line && (byte == '.' || byte == '\'')) escaped += "\\&";
    if (byte == '\\') {
      escaped += "\\e";
    } else if (byte == '-') {
      escaped += "\\-";
    } else if (byte == '\'') {
      escaped += "\\(aq";
    } else if (byte == '`') {
      escaped += "\\(ga";
    } else {
      escaped += byte;
    }
  }
  return escaped;
}

std::string man_page(const CLI::App& app, const std::string& version, const std::string& date) {
  std::string page = fmt::format(
      ".\\\" Made by 'peercert --man-page'.\n.TH PEERCERT 1 \"{}\" \"peercert {}\" \"User Commands\"\n"
      ".SH NAME\npeercert \\- the conformance suite for SSLSocket.getpeercert()\n"
      ".SH SYNOPSIS\n.B peercert\n.I COMMAND\n[\\fIOPTION\\fR...]\n.SH DESCRIPTION\n{}.\n.PP\n{}.SH OPTIONS\n{}"
      ".SH COMMANDS\n",
      date, version, roff(app.get_description()), body(app.get_footer()), options(app));
  for (const CLI::App* one : app.get_subcommands(nullptr)) page += command(*one);
  return page + kFiles;
}

std::string date_of_sources() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr) return "";
  const std::time_t seconds = std::strtol(epoch, nullptr, 10);
  std::tm date{};
  gmtime_r(&seconds, &date);
  return fmt::format("{:04}-{:02}-{:02}", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}

}  // namespace peercert::tool
