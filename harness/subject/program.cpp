#include "subject/program.h"

#include <fmt/format.h>

#include "subject/child.h"

namespace peercert::subject {

Ended run_program(const std::vector<std::string>& words, std::chrono::seconds patience) {
  Child child(words);
  const Clock::time_point deadline = Clock::now() + patience;
  Ended ended;
  Reply reply = child.exchange("", deadline);
  for (; reply.kind == Reply::Kind::kLine; reply = child.exchange("", deadline)) ended.out += reply.line + "\n";
  if (!reply.line.empty()) ended.out += reply.line + "\n";
  const bool closed = reply.kind == Reply::Kind::kClosed;
  const auto how = child.finish(closed ? std::chrono::seconds(5) : std::chrono::seconds(0));
  ended.how = how.value_or(fmt::format("did not end within {} s", patience.count()));
  ended.errors = child.stderr_tail();
  return ended;
}

}  // namespace peercert::subject
