#include "export/helpers.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace peercert::exports {
namespace {

constexpr std::string_view kArrives = "        time.sleep(0.02)  # what was sent arrives\n";

// Handshakes in which the ends take turns; `then` are further lines of each turn.
std::string handshake(std::string_view then) {
  return R"(def handshake(*ends):
    for tls in ends * 4:  # in turn, until both are done
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            pass
)" + std::string(then);
}

// `end` is what an end is made of, `tls` first, and `end_again` the same where only that is wanted.
std::string handshake_that_fails(std::string_view end, std::string_view end_again, std::string_view then) {
  return fmt::format(R"(def handshake(*ends):
    """Lets both work in turn; returns who failed first, and what it raised."""
    seen, order = {{}}, []
    for {} in ends * 8:
        if tls not in order:
            seen[tls] = attempt(tls.do_handshake)
            if not isinstance(seen[tls], WAITS):
                order.append(tls)
{}    order += [tls for {} in ends if tls not in order]
    return next(((tls, seen[tls]) for tls in order if seen[tls]), (None, None))
)",
                     end, then, end_again);
}

const std::vector<Helper>& helpers() {
  static const std::vector<Helper> kAll = {
      {"attempt", R"(def attempt(call, *arguments, **options):
    try:
        return call(*arguments, **options)
    except Exception as error:
        return error
)"},
      {"present",
       R"(def present(context, *pems):
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        print(*pems, sep="\n", file=file, flush=True)
        context.load_cert_chain(file.name)
)",
       {"tempfile"}},
      {"waits", R"(WAITS = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
)"},
      // Four rounds are one more than any handshake takes, a second hello included.
      {"handshake", handshake("")},
      {"handshake over tcp", handshake(kArrives), {"time"}},
      {"handshake that fails", handshake_that_fails("tls", "tls", ""), {}, {"attempt", "waits"}},
      {"handshake that fails over tcp", handshake_that_fails("tls", "tls", kArrives), {"time"}, {"attempt", "waits"}},
      {"handshake by deliveries",
       handshake_that_fails("tls, sent, received", "tls, _, _", "        deliver(sent, received)\n"),
       {},
       {"attempt", "waits"}},
      {"deliver in memory", R"(def deliver(sent, received, most=None):
    received.write(sent.read()[:most])
)"},
      // What was reset, closed or not sent yet has nothing to give, and takes nothing.
      {"deliver",
       R"(def deliver(sent, received, most=None):
    with contextlib.suppress(OSError):
        received.send(sent.recv(65536)[:most])
)",
       {"contextlib"}},
      {"deliver over tcp",
       R"(def deliver(sent, received, most=None):
    time.sleep(0.05)  # what was sent arrives
    with contextlib.suppress(OSError):
        received.send(sent.recv(65536)[:most])
    time.sleep(0.05)  # and what is sent now
)",
       {"contextlib", "time"}},
      {"pair",
       R"(def pair():
    ends = socket.socketpair()
    for end in ends:
        end.setblocking(False)
    return ends
)",
       {"socket"}},
      {"pair over tcp",
       R"(def pair():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        ends = socket.create_connection(listener.getsockname()), listener.accept()[0]
    for end in ends:
        end.setblocking(False)
    return ends
)",
       {"socket"}},
      {"address of",
       R"(def address_of(context):
    """Where one connection is accepted, by a thread that sends back what it reads."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)

    def serve():
        with contextlib.suppress(OSError):
            tls = context.wrap_socket(listener.accept()[0], server_side=context.protocol == ssl.PROTOCOL_TLS_SERVER)
            for data in iter(lambda: tls.recv(1024), b""):
                tls.sendall(data)
            tls.close()
    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()
)",
       {"contextlib", "socket", "threading"}},
      {"empty", R"(def empty(value):
    """Empties every dict and list in it."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
        empty(item)
    if isinstance(value, (dict, list)):
        value.clear()
)"},
      {"different", R"(def different(answers):
    """Each of them once."""
    found = {}
    for answer in answers:
        found.setdefault(ascii(answer), repr(answer) if isinstance(answer, Exception) else answer)
    return list(found.values())
)"},
  };
  return kAll;
}

}  // namespace

const Helper& helper_called(std::string_view name) {
  return *std::find_if(helpers().begin(), helpers().end(), [name](const Helper& one) { return one.name == name; });
}

}  // namespace peercert::exports
