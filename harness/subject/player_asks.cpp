// The verbs that ask for certificates.
#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <latch>
#include <thread>

#include "subject/arguments.h"
#include "subject/playing.h"
#include "suite/verbs.h"
#include "value/literal.h"
#include "x509/match_hostname.h"

namespace peercert::subject {
namespace {

using suite::Step;

// Answer is what a getpeercert() gave or raised.
struct Answer {
  Value value;
  std::optional<Raised> raised;
  friend bool operator==(const Answer&, const Answer&) = default;
};

Answer answer_of(const Connection& connection) {
  try {
    return {connection.getpeercert(), std::nullopt};
  } catch (const PythonException& error) {
    return {None{}, error.raised()};
  }
}

void add_different(std::vector<Answer>& answers, const Answer& answer) {
  if (std::find(answers.begin(), answers.end(), answer) == answers.end()) answers.push_back(answer);
}

// BaseException_repr
std::string repr(const Raised& raised) {
  const std::string name = raised.type.substr(raised.type.rfind('.') + 1);
  const auto* args = raised.args.get_if<Tuple>();
  if (args != nullptr && args->items.size() == 1) return fmt::format("{}({})", name, to_literal(args->items[0]));
  return name + to_literal(raised.args);
}

Value listed(const std::vector<Answer>& answers) {
  List list;
  for (const Answer& answer : answers) {
    list.items.push_back(answer.raised ? Value(Str{repr(*answer.raised)}) : answer.value);
  }
  return list;
}

std::vector<Answer> different_answers(const Connection& connection, std::size_t times) {
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < times; ++i) add_different(answers, answer_of(connection));
  return answers;
}

// Each thread starts to ask when all of them are there.
std::vector<Answer> answers_in_threads(const Connection& connection, std::size_t count, std::size_t times) {
  std::latch all_are_there(static_cast<std::ptrdiff_t>(count));
  std::vector<std::future<std::vector<Answer>>> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.push_back(std::async(std::launch::async, [&] {
      all_are_there.arrive_and_wait();
      return different_answers(connection, times);
    }));
  }
  std::vector<Answer> answers;
  for (auto& thread : threads) {
    for (const Answer& answer : thread.get()) add_different(answers, answer);
  }
  return answers;
}

}  // namespace

std::string Playing::method(const Step& step) {
  const bool memory = link(step.on).spec().transport == "memory";
  return fmt::format("{}.{}()", memory ? "SSLObject" : "SSLSocket", step.verb);
}

Value Playing::getpeercert(const Step& step) {
  return tls(step).getpeercert(binary_form(step, method(step)));
}

Value Playing::get_verified_chain(const Step& step) {
  Connection& connection = tls(step);
  takes_no_arguments(step, method(step));
  return connection.get_verified_chain();
}

Value Playing::get_unverified_chain(const Step& step) {
  Connection& connection = tls(step);
  takes_no_arguments(step, method(step));
  return connection.get_unverified_chain();
}

Value Playing::getpeercert_in_threads(const Step& step) {
  const std::size_t count = count_argument(step, 0), times = count_argument(step, 1);
  const std::vector<Answer> answers = answers_in_threads(tls(step), count, times);
  if (answers.size() != 1) return listed(answers);
  if (answers[0].raised) throw PythonException(*answers[0].raised);
  return answers[0].value;
}

Value Playing::getpeercert_after_change(const Step& step) {
  no_arguments(step);
  Value first = tls(step).getpeercert();
  if (first.is<Dict>()) first = Dict{};
  return tls(step).getpeercert();
}

Connection& Playing::add_pair_like(const std::string& name) {
  const std::string peer = peer_of(name);
  const auto copy_of = [number = links_.size()](const std::string& of) {
    return fmt::format("{}, copy {}", of, number);
  };
  const std::string copy = copy_of(name), peers_copy = copy_of(peer);
  for (const std::string* of : {&name, &peer}) {
    const suite::ConnectionSpec spec = link(*of).spec();
    Link& made = links_.try_emplace(of == &name ? copy : peers_copy, spec).first->second;
    made.wrap(context(spec.context), {spec.do_handshake_on_connect});
  }
  peers_[copy] = peers_copy;
  peers_[peers_copy] = copy;
  if (const std::optional<Failure> failure = shake(copy)) throw PythonException(failure->raised);
  return link(copy).tls();
}

Value Playing::getpeercert_of_many(const Step& step) {
  const std::size_t count = count_argument(step, 0);
  std::vector<const Connection*> many;
  for (std::size_t i = 0; i < count; ++i) many.push_back(&add_pair_like(step.on));
  std::vector<Answer> answers;
  for (int round = 0; round < 2; ++round) {
    for (const Connection* connection : many) add_different(answers, answer_of(*connection));
  }
  return listed(answers);
}

Value Playing::match_hostname(const Step& step) {
  if (step.on != suite::kModuleName) throw std::runtime_error(fmt::format("unknown module \"{}\"", step.on));
  peercert::match_hostname(argument_of(step, 0, 2), argument_of(step, 1, 2));
  return None{};
}

Value Playing::match_hostname_of_peer(const Step& step) {
  const Value& hostname = argument_of(step, 0, 1);
  peercert::match_hostname(tls(step).getpeercert(), hostname);
  return None{};
}

Value Playing::get_ca_certs(const Step& step) {
  return context(step.on).get_ca_certs(binary_form(step, "SSLContext.get_ca_certs()"));
}

}  // namespace peercert::subject
