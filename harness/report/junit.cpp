#include "report/junit.h"

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "report/describe.h"
#include "report/text.h"
#include "report/view.h"

namespace peercert::report {
namespace {

// JUnit knows a failure (the subject answered, and wrongly), an error (it did not answer) and a skip.
const char* element_for(suite::Verdict verdict, bool strict) {
  switch (verdict) {
    case suite::Verdict::kSkip:
      return "skipped";
    case suite::Verdict::kError:
    case suite::Verdict::kHang:
    case suite::Verdict::kCrash:
    case suite::Verdict::kProtocolError:
      return "error";
    default:
      return suite::acceptable(verdict, strict) ? nullptr : "failure";
  }
}

struct Counts {
  int tests = 0, failure = 0, error = 0, skipped = 0;

  void add(const char* element) {
    ++tests;
    const std::string_view kind = element == nullptr ? "" : element;
    failure += kind == "failure" ? 1 : 0;
    error += kind == "error" ? 1 : 0;
    skipped += kind == "skipped" ? 1 : 0;
  }

  void write(pugi::xml_node suite) const {
    suite.append_attribute("tests") = tests;
    suite.append_attribute("failures") = failure;
    suite.append_attribute("errors") = error;
    suite.append_attribute("skipped") = skipped;
  }
};

void set(pugi::xml_node node, const char* attribute, const std::string& text) {
  node.append_attribute(attribute) = one_line(text).c_str();
}

void append_case(pugi::xml_node suite, const View& view, const Json& row, const char* element) {
  pugi::xml_node node = suite.append_child("testcase");
  set(node, "classname", member(view.test_case(member(row, "case")), "theme"));
  set(node, "name", row_name(row));
  if (element == nullptr) return;
  pugi::xml_node result = node.append_child(element);
  set(result, "message", row_message(row));
  if (std::string_view(element) != "skipped") set(result, "type", member(row, "verdict"));
  result.text() = describe_failure(view, row).c_str();
}

// A subject that was not played has one test, and that did not go well: nothing here may look green.
void append_absence(pugi::xml_node suite, const Json& subject) {
  pugi::xml_node node = suite.append_child("testcase");
  set(node, "classname", "subject");
  set(node, "name", "the subject can be played");
  pugi::xml_node result = node.append_child("error");
  set(result, "message", "not played: " + member(subject, "not_played"));
  set(result, "type", "not_played");
  result.text() = printable(member(subject, "not_played")).c_str();
}

void append_suite(pugi::xml_node root, const View& view, const Json& subject, bool strict) {
  pugi::xml_node suite = root.append_child("testsuite");
  set(suite, "name", view.witness(member(subject, "id")));
  Counts counts;
  for (const Json& row : view.rows()) {
    if (row.at("subject") != subject.at("id")) continue;
    const char* element = element_for(verdict_of(row), strict);
    counts.add(element);
    append_case(suite, view, row, element);
  }
  if (subject.contains("not_played")) {
    counts.add("error");
    append_absence(suite, subject);
  }
  counts.write(suite);
}

}  // namespace

std::string junit(const Json& results, bool strict) {
  const View view(results);
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "peercert " + member(results.at("suite"), "version"));
  for (const Json& subject : view.subjects()) append_suite(root, view, subject, strict);
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace peercert::report
