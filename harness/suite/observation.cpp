#include "suite/observation.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

#include "suite/json_members.h"
#include "value/printable.h"

namespace peercert::suite {
namespace {

Raised raised_from_json(const Json& json, const std::string& path) {
  JsonMembers members(json, path);
  Raised raised;
  raised.type = members.text("type");
  raised.bases = members.required_texts("bases");
  raised.args = members.value("args");
  raised.attributes = members.value("attributes");
  raised.text = members.text("text");
  members.end();
  if (!raised.args.is<Tuple>()) throw std::runtime_error(fmt::format("{}: expected a tuple", members.path("args")));
  if (!raised.attributes.is<Dict>()) {
    throw std::runtime_error(fmt::format("{}: expected a dict", members.path("attributes")));
  }
  return raised;
}

Warning warning_from_json(const Json& json, const std::string& path) {
  JsonMembers members(json, path);
  Warning warning{members.text("type"), members.text("text")};
  members.end();
  return warning;
}

// "OpenSSL 3.0.19 27 Jan 2026" without the date.
std::string library_and_version(const std::string& tls_library) {
  const std::size_t first = tls_library.find(' ');
  return first == std::string::npos ? tls_library : tls_library.substr(0, tls_library.find(' ', first + 1));
}

}  // namespace

std::string SubjectInfo::name() const {
  return fmt::format("{} {}, {}", implementation, version, library_and_version(tls_library));
}

Json to_json(const SubjectInfo& info) {
  return {{"implementation", info.implementation},
          {"version", info.version},
          {"tls_library", info.tls_library},
          {"features", info.features}};
}

Json to_json(const Raised& raised) {
  return {{"type", raised.type},
          {"bases", raised.bases},
          {"args", to_tagged_json(raised.args)},
          {"attributes", to_tagged_json(raised.attributes)},
          {"text", valid_utf8(raised.text)}};
}

Json to_json(const Observation& observation) {
  Json json = {{"step", observation.step}};
  if (observation.value) json["value"] = to_tagged_json(*observation.value);
  if (observation.raised) json["raised"] = to_json(*observation.raised);
  if (observation.on) json["on"] = *observation.on;
  json["warnings"] = Json::array();
  for (const Warning& warning : observation.warnings) {
    json["warnings"].push_back({{"type", warning.type}, {"text", valid_utf8(warning.text)}});
  }
  return json;
}

SubjectInfo subject_info_from_json(const Json& json) {
  JsonMembers members(json, "subject");
  SubjectInfo info;
  info.implementation = members.text("implementation");
  info.version = members.text("version");
  info.tls_library = members.text("tls_library");
  info.features = members.required_texts("features");
  members.end();
  return info;
}

Observation observation_from_json(const Json& json) {
  JsonMembers members(json, "observation");
  Observation observation;
  observation.step = members.text("step");
  if (members.find("value") != nullptr) observation.value = members.value("value");
  const Json* raised = members.find("raised");
  if (raised != nullptr) observation.raised = raised_from_json(*raised, members.path("raised"));
  observation.on = members.optional_text("on");
  for (const auto& [path, item] : members.items("warnings")) {
    observation.warnings.push_back(warning_from_json(*item, path));
  }
  members.end();
  if (observation.value.has_value() == observation.raised.has_value()) {
    throw std::runtime_error("observation: expected either \"value\" or \"raised\"");
  }
  return observation;
}

}  // namespace peercert::suite
