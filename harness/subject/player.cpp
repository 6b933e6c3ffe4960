#include "subject/player.h"

#include <fmt/format.h>

#include "subject/playing.h"

namespace peercert::subject {

using suite::Observation;
using suite::Scenario;
using suite::Step;

const std::map<std::string, Playing::Verb>& Playing::verbs() {
  static const std::map<std::string, Verb> kVerbs = {
      {"do_handshake", &Playing::do_handshake},
      {"handshake", &Playing::handshake},
      {"deliver", &Playing::deliver},
      {"truncate", &Playing::truncate},
      {"inject", &Playing::inject},
      {"eof", &Playing::eof},
      {"reset", &Playing::reset},
      {"getpeercert", &Playing::getpeercert},
      {"getpeercert_in_threads", &Playing::getpeercert_in_threads},
      {"getpeercert_after_change", &Playing::getpeercert_after_change},
      {"getpeercert_of_many", &Playing::getpeercert_of_many},
      {"get_verified_chain", &Playing::get_verified_chain},
      {"get_unverified_chain", &Playing::get_unverified_chain},
      {"get_ca_certs", &Playing::get_ca_certs},
      {"match_hostname", &Playing::match_hostname},
      {"match_hostname_of_peer", &Playing::match_hostname_of_peer},
      {"read", &Playing::read},
      {"write", &Playing::write},
      {"version", &Playing::version},
      {"unwrap", &Playing::unwrap},
      {"verify_client_post_handshake", &Playing::verify_client_post_handshake},
      {"set_context", &Playing::set_context},
      {"set_session", &Playing::set_session},
      {"session_reused", &Playing::session_reused},
      {"set_verify_mode", &Playing::set_verify_mode},
      {"forget_context", &Playing::forget_context},
      {"wrap", &Playing::wrap},
      {"connect", &Playing::connect},
      {"connect_ex", &Playing::connect_ex},
      {"listen", &Playing::listen},
      {"settimeout", &Playing::settimeout},
      {"shutdown", &Playing::shutdown},
      {"close", &Playing::close},
      {"detach", &Playing::detach},
      {"makefile", &Playing::makefile},
      {"close_file", &Playing::close_file},
  };
  return kVerbs;
}

Playing::Playing(const Scenario& scenario) : scenario_(scenario), contexts_(make_contexts(scenario)) {
  make_links(scenario, contexts_, links_);
  for (const auto& [name, spec] : scenario.connections) {
    if (links_.count(spec.peer) != 0) peers_[name] = spec.peer;
  }
}

Observation Playing::observe(const Step& step) {
  Observation observation;
  observation.step = step.id;
  failed_on_.reset();
  try {
    observation.value = (this->*verbs().at(step.verb))(step);
  } catch (const PythonException& error) {
    observation.raised = error.raised();
    observation.on = failed_on_;
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(fmt::format("step {}: {}", step.id, error.what()));
  }
  return observation;
}

std::vector<Observation> play(const Scenario& scenario) {
  for (const Step& step : scenario.steps) {
    if (Playing::verbs().count(step.verb) == 0) {
      throw CannotPlay(fmt::format("verb \"{}\" is not known here", step.verb));
    }
  }
  Playing playing(scenario);
  std::vector<Observation> observations;
  for (const Step& step : scenario.steps) observations.push_back(playing.observe(step));
  return observations;
}

}  // namespace peercert::subject
