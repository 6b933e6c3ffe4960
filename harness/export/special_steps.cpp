#include "export/special_steps.h"

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "value/literal.h"

namespace peercert::exports {
namespace {

using suite::Step;

void add_lines(Script& script, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) script.line(line);
}

void of_truth(const Writing& writing, const Step& step) {
  static const std::map<std::string, std::string> kMethods = {
      {"raises", "    def __bool__(self):\n        raise RuntimeError('boom')\n"},
      {"returns_int", "    def __bool__(self):\n        return 5\n"},
      {"empty", "    def __len__(self):\n        return 0\n"},
      {"filled", "    def __len__(self):\n        return 1\n"},
  };
  add_lines(writing.script, "class Truth:\n" + kMethods.at(step.args.at(0).get_if<Str>()->text) + "\n");
  writing.script.help("attempt");
  writing.script.line(fmt::format("\ngot = attempt({}.getpeercert, Truth())", variable(step.on)));
}

void after_change(const Writing& writing, const Step& step) {
  for (const char* helper : {"attempt", "empty"}) writing.script.help(helper);
  writing.script.line(fmt::format("empty(attempt({}.getpeercert))", variable(step.on)));
  writing.script.line(fmt::format("got = attempt({}.getpeercert)", variable(step.on)));
}

void in_threads(const Writing& writing, const Step& step) {
  for (const char* helper : {"attempt", "different"}) writing.script.help(helper);
  writing.script.use("threading");
  const std::string threads = to_literal(step.args.at(0)), times = to_literal(step.args.at(1));
  add_lines(writing.script, fmt::format(R"(answers, start = [], threading.Barrier({0})

def ask():
    start.wait()
    answers.extend([attempt({2}.getpeercert) for _ in range({1})])

threads = [threading.Thread(target=ask) for _ in range({0})]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
got = answers[0] if len(different(answers)) == 1 else different(answers)
)",
                                        threads, times, variable(step.on)));
}

// One end of an asyncio connection as a task.
std::string connecting(const Writing& writing, const std::string& name, const std::string& near) {
  const suite::ConnectionSpec& spec = writing.scenario().connections.at(name);
  const std::string context = context_variable(spec.context);
  if (writing.scenario().contexts.at(spec.context).role == "server") {
    return fmt::format("connect({}, loop.connect_accepted_socket(asyncio.Protocol, {}, ssl={}))", quoted(name), near,
                       context);
  }
  return fmt::format("connect({}, loop.create_connection(asyncio.Protocol, sock={}, ssl={}, server_hostname={}))",
                     quoted(name), near, context, quoted(spec.server_hostname.value_or("")));
}

}  // namespace

void write_special(const Writing& writing, const Step& step) {
  using Write = void (*)(const Writing&, const Step&);
  static const std::map<std::string_view, Write> kSpecial = {{"getpeercert_of_truth", of_truth},
                                                             {"getpeercert_after_change", after_change},
                                                             {"getpeercert_in_threads", in_threads}};
  const auto found = kSpecial.find(step.verb);
  if (found == kSpecial.end()) {
    throw CannotReproduce(
        fmt::format("no stand-alone file can play the verb '{}' of the step '{}'", step.verb, step.id));
  }
  found->second(writing, step);
}

void write_asyncio_handshake(const Writing& writing, const std::string& connection, bool last) {
  for (const char* module : {"asyncio", "socket"}) writing.script.use(module);
  const std::string peer = writing.scenario().connections.at(connection).peer;
  add_lines(writing.script, fmt::format(R"(near, far = socket.socketpair()
near.setblocking(False)
far.setblocking(False)
transports, failures = {{}}, []

async def connect(name, made):
    try:
        transports[name] = (await made)[0]
    except Exception as error:
        failures.append((name, error))
        raise

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: None)
tasks = [loop.create_task({})]
tasks += [loop.create_task({})]
loop.run_until_complete(asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION))
)",
                                        connecting(writing, connection, "near"), connecting(writing, peer, "far")));
  if (last) writing.script.line("who, got = failures[0] if failures else (None, None)");
}

}  // namespace peercert::exports
