#include "subject/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>

extern char** environ;

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;

void check(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

void check_spawn(int error_number, const std::string& what) {
  if (error_number != 0) throw std::system_error(error_number, std::generic_category(), what);
}

using Pair = std::pair<Descriptor, Descriptor>;  // ours, the child's

Pair pipe_from_child() {
  std::array<int, 2> ends{};
  check(pipe2(ends.data(), O_CLOEXEC), "pipe2");
  Pair pair(ends[0], ends[1]);
  check(fcntl(ends[0], F_SETFL, O_NONBLOCK), "fcntl");
  return pair;
}

// Its buffer is to hold one question while another is being answered; the system may give less.
Pair socket_to_child() {
  std::array<int, 2> ends{};
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "socketpair");
  Pair pair(ends[0], ends[1]);
  check(fcntl(ends[0], F_SETFL, O_NONBLOCK), "fcntl");
  const int wanted = 1 << 20;
  (void)setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &wanted, sizeof wanted);
  return pair;
}

// What posix_spawn is to do in the child before the program starts.
class SpawnPlan {
 public:
  SpawnPlan() {
    check_spawn(posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
    posix_spawnattr_init(&attributes_);
    // Neither our signal mask nor an ignored SIGPIPE is the child's business.
    sigset_t none, pipe;
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &pipe);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }

  void place(const Descriptor& descriptor, int number) {
    check_spawn(posix_spawn_file_actions_adddup2(&actions_, descriptor.number(), number), "adddup2");
  }

  [[nodiscard]] pid_t spawn(const std::vector<std::string>& words) const {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t pid = -1;
    check_spawn(posix_spawnp(&pid, arguments[0], &actions_, &attributes_, arguments.data(), environ), words[0]);
    return pid;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::string signal_name(int number) {
  static constexpr std::pair<int, const char*> kNames[] = {
      {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},   {SIGTRAP, "SIGTRAP"},
      {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},   {SIGKILL, "SIGKILL"}, {SIGUSR1, "SIGUSR1"},
      {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"}, {SIGPIPE, "SIGPIPE"}, {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"},
      {SIGSYS, "SIGSYS"},   {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
  };
  for (const auto& [known, name] : kNames) {
    if (known == number) return name;
  }
  return fmt::format("signal {}", number);
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return fmt::format("killed by {}", signal_name(WTERMSIG(status)));
  return fmt::format("exited with status {}", WEXITSTATUS(status));
}

// Appends what is there to `text`; false at the end of the stream. `longest` bounds what one call appends.
bool read_available(const Descriptor& descriptor, std::string& text, std::size_t longest) {
  std::array<char, 65536> buffer;
  for (std::size_t total = 0; total < longest;) {
    const ssize_t count = ::read(descriptor.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN;
    if (count == 0) return false;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    total += static_cast<std::size_t>(count);
  }
  return true;
}

// Enough for one turn: a child that floods one stream must not keep us from looking at the deadline.
constexpr std::size_t kOneTurn = std::size_t{1} << 20;

}  // namespace

Child::Child(const std::vector<std::string>& words) {
  Pair in = socket_to_child();
  Pair out = pipe_from_child();
  Pair err = pipe_from_child();
  SpawnPlan plan;
  plan.place(in.second, STDIN_FILENO);
  plan.place(out.second, STDOUT_FILENO);
  plan.place(err.second, STDERR_FILENO);
  pid_ = plan.spawn(words);
  stdin_ = std::move(in.first);
  stdout_ = std::move(out.first);
  stderr_ = std::move(err.first);
}

Child::~Child() {
  finish(milliseconds(0));
}

void Child::say(std::string line) {
  line += '\n';
  if (unsent().empty()) {
    said_ = std::move(line);
    sent_ = 0;
  } else {
    said_ += line;
  }
  send_some();
}

Reply Child::exchange(std::string line, Clock::time_point deadline) {
  say(std::move(line));
  return listen(deadline);
}

Reply Child::listen(Clock::time_point deadline) {
  std::size_t searched = 0;  // so much of unread_ has no line feed
  while (true) {
    const std::size_t end = unread_.find('\n', searched);
    searched = std::min(end, unread_.size());
    if (end != std::string::npos) {
      Reply reply{Reply::Kind::kLine, unread_.substr(0, end)};
      unread_.erase(0, end + 1);
      return reply;
    }
    if (unread_.size() > kLongestLine) return {Reply::Kind::kTooLong, unread_};
    if (!stdout_.open()) return {Reply::Kind::kClosed, unread_};
    if (!wait_for_event(deadline)) return {Reply::Kind::kDeadline, unread_};
    const bool ended = has_ended();  // asked first: what it wrote before is in the pipe by now
    send_some();
    read_stdout();
    read_stderr();
    // What it left behind may keep the pipes open for ever.
    if (ended && unread_.find('\n', searched) == std::string::npos) stdout_ = Descriptor();
  }
}

// Does not reap it: while it is a zombie its process group keeps its number.
bool Child::has_ended() const {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_;
}

// Waits until one of the streams can be used; false when the deadline has passed.
bool Child::wait_for_event(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now()).count();
  if (left <= 0) return false;
  // poll() ignores negative descriptors.
  std::array<pollfd, 3> events{{{unsent().empty() ? -1 : stdin_.number(), POLLOUT, 0},
                                {stdout_.number(), POLLIN, 0},
                                {stderr_.number(), POLLIN, 0}}};
  const auto longest = decltype(left){100};  // its end is no event here
  const int ready = poll(events.data(), events.size(), static_cast<int>(std::min(left, longest)));
  if (ready < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  return true;
}

// A child that no longer reads is no reason to fail: what it does at its stdout says more.
void Child::send_some() {
  if (unsent().empty()) return;
  const ssize_t count = send(stdin_.number(), unsent().data(), unsent().size(), MSG_NOSIGNAL);
  if (count >= 0) {
    sent_ += static_cast<std::size_t>(count);
  } else if (errno != EAGAIN && errno != EINTR) {
    sent_ = said_.size();
  }
}

void Child::read_stdout() {
  if (stdout_.open() && !read_available(stdout_, unread_, kOneTurn)) stdout_ = Descriptor();
}

void Child::read_stderr() {
  if (stderr_.open() && !read_available(stderr_, stderr_tail_, kOneTurn)) stderr_ = Descriptor();
  if (stderr_tail_.size() > kStderrTail) stderr_tail_.erase(0, stderr_tail_.size() - kStderrTail);
}

std::optional<std::string> Child::finish(milliseconds patience) {
  if (pid_ < 0) return std::nullopt;
  stdin_ = Descriptor();
  if (wait_for_end(patience)) return how_it_ended(reap());
  kill(-pid_, SIGTERM);
  wait_for_end(std::max(patience, milliseconds(200)));
  reap();
  return std::nullopt;
}

// Returns whether the child has ended.
bool Child::wait_for_end(milliseconds patience) {
  const Clock::time_point deadline = Clock::now() + patience;
  while (true) {
    if (has_ended()) return true;
    if (Clock::now() >= deadline) return false;
    read_stdout();  // it may be waiting for us to read
    unread_.clear();
    read_stderr();
    std::this_thread::sleep_for(milliseconds(2));
  }
}

// Ends whatever is left of the process group, and returns the child's status.
int Child::reap() {
  kill(-pid_, SIGKILL);
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  read_stderr();
  return status;
}

}  // namespace peercert::subject
