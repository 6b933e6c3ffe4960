#include "tool/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace peercert::tool {

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

}  // namespace peercert::tool
