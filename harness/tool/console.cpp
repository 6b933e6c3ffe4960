#include "tool/console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace peercert::tool {
namespace {

// `error` is 0 where it is no longer known: where a write failed before, and nobody looked.
std::runtime_error cannot_write(int error) {
  return std::runtime_error(fmt::format("standard output cannot be written{}{}", error == 0 ? "" : ": ",
                                        error == 0 ? "" : std::strerror(error)));
}

}  // namespace

report::Style console_style() {
  report::Style style;
  const bool is_terminal = isatty(STDOUT_FILENO) == 1;
  if (is_terminal && std::getenv("NO_COLOR") == nullptr) style.colour = report::Colour::kYes;
  winsize size = {};
  const char* columns = std::getenv("COLUMNS");
  if (columns != nullptr && std::atoi(columns) > 0) {
    style.width = static_cast<std::size_t>(std::atoi(columns));
  } else if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.width = size.ws_col;
  }
  return style;
}

void write_output(std::string_view text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) < text.size()) throw cannot_write(errno);
}

void flush_output() {
  errno = 0;
  if (std::fflush(stdout) != 0) throw cannot_write(errno);
  if (std::ferror(stdout) != 0) throw cannot_write(0);
}

}  // namespace peercert::tool
