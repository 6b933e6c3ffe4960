// The verbs that a program calls on a connection or a context, whatever its transport.
#include "subject/arguments.h"
#include "subject/playing.h"

namespace peercert::subject {

using suite::Step;

Value Playing::read(const Step& step) {
  return Bytes{tls(step).read(read_size(step))};
}

Value Playing::write(const Step& step) {
  return Integer(static_cast<std::int64_t>(tls(step).write(write_data(step))));
}

Value Playing::version(const Step& step) {
  no_arguments(step);
  const std::optional<std::string> version = tls(step).version();
  return version ? Value(Str{*version}) : Value(None{});
}

Value Playing::unwrap(const Step& step) {
  no_arguments(step);
  tls(step).unwrap();
  return None{};
}

Value Playing::verify_client_post_handshake(const Step& step) {
  no_arguments(step);
  tls(step).verify_client_post_handshake();
  return None{};
}

Value Playing::set_context(const Step& step) {
  tls(step).set_context(context(text_argument(step)));
  return None{};
}

Value Playing::set_session(const Step& step) {
  tls(step).set_session(link(text_argument(step)).tls().session());
  return None{};
}

Value Playing::session_reused(const Step& step) {
  no_arguments(step);
  const std::optional<bool> reused = tls(step).session_reused();
  return reused ? Value(*reused) : Value(None{});
}

Value Playing::set_verify_mode(const Step& step) {
  context(step.on).set_verify_mode(verify_mode(text_argument(step)));
  return None{};
}

Value Playing::forget_context(const Step& step) {
  no_arguments(step);
  (void)context(step.on);
  contexts_.named.erase(step.on);
  return None{};
}

}  // namespace peercert::subject
