// View: results.json, as the reports read it.
//
// Every report is a pure function of the results; this is what they have in common: finding things by id, printing what
// a step gave, and putting the witnesses of one step side by side.
#ifndef PEERCERT_REPORT_VIEW_H
#define PEERCERT_REPORT_VIEW_H

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/verdict.h"
#include "value/json.h"
#include "value/value.h"

namespace peercert::report {

// member returns json[key] as text, or "" when it is not there.
[[nodiscard]] std::string member(const Json& json, std::string_view key);

// verdict_of returns the verdict of a row or step. Throws std::out_of_range for a word that is none.
[[nodiscard]] suite::Verdict verdict_of(const Json& row_or_step);

// place_text returns "tls=1.2,transport=memory", or "" for a case without a matrix.
[[nodiscard]] std::string place_text(const Json& where);

// row_name returns "validation/client_cert_none[tls=1.2,transport=memory]", the name of the scenario.
[[nodiscard]] std::string row_name(const Json& row);

// plural returns "1 case", "2 cases".
[[nodiscard]] std::string plural(std::size_t count, std::string_view noun);

// alone_text returns who stands alone in a row, as a sentence, or "".
[[nodiscard]] std::string alone_text(const Json& row);

// row_message returns what the row has to say of its verdict: why it did not run, or the message of the first step that
// did not pass; "" for a pass.
[[nodiscard]] std::string row_message(const Json& row);

// not_played returns the subjects on which nothing was played, in their order.
[[nodiscard]] std::vector<const Json*> not_played(const Json& results);

// scenario_count returns how many scenarios were played, on however many subjects.
[[nodiscard]] std::size_t scenario_count(const Json& results);

// same_suite returns whether two results are of the same rules, cases and certificates.
[[nodiscard]] bool same_suite(const Json& results, const Json& others);

// verdicts_seen returns the verdicts that some row has, the mildest first.
[[nodiscard]] std::vector<std::string> verdicts_seen(const Json& results);

// DifferenceText is a difference in words: "['subject'][0]", "missing", "('x', 'y')", "nothing".
struct DifferenceText {
  std::string path, kind, expected, got;
};

class View {
 public:
  // The results must outlive the view. Throws nlohmann's exceptions for results that load_results would refuse.
  explicit View(const Json& results);

  [[nodiscard]] const Json& results() const { return results_; }
  [[nodiscard]] const Json& rows() const { return results_.at("rows"); }
  [[nodiscard]] const Json& subjects() const { return results_.at("subjects"); }

  // These throw std::out_of_range, naming the id, when there is none.
  [[nodiscard]] const Json& rule(std::string_view id) const;
  [[nodiscard]] const Json& test_case(std::string_view id) const;
  [[nodiscard]] const Json& subject(std::string_view id) const;
  [[nodiscard]] Value value(std::string_view digest) const;

  // witness returns the short name of a subject, "CPython 3.11.2", made longer where two subjects share it.
  [[nodiscard]] std::string witness(std::string_view subject_id) const;

  // rules_of returns the rules that a step rests on: its own, or those of its case.
  [[nodiscard]] std::vector<std::string> rules_of(const Json& row, const Json& step) const;

  // got_text returns what a step gave, "{}" or "raises ValueError: handshake not done yet", with its warnings.
  [[nodiscard]] std::string got_text(const Json& step, std::size_t width = 100) const;

  // expected_text returns what the rule says: "{}", "raises ValueError"; "" when no rule says anything.
  [[nodiscard]] std::string expected_text(const Json& step, std::size_t width = 100) const;

  // differences_text returns a step's "differences" in words, without those that expected_text and got_text say all of:
  // one answer in place of another. Where the order of keys is all there is, the kind says so.
  [[nodiscard]] std::vector<DifferenceText> differences_text(const Json& step, std::size_t width = 100) const;

  // long_values returns the digests of the values in a step that got_text and expected_text abbreviate.
  [[nodiscard]] std::vector<std::string> long_values(const Json& step) const;

  // reference_row returns the row of the reference for the scenario of `row`, or nullptr; never `row` itself.
  [[nodiscard]] const Json* reference_row(const Json& row) const;

  // command returns the command line that plays the scenario of `row`, and nothing else, again.
  [[nodiscard]] std::string command(const Json& row) const;

  // The parts of a command line, one after the other: what is played, by its name, on whom (" --subject ..."; "" for
  // the reference), and what is the same for all (" --reference ..."; "" where nothing needs saying).
  [[nodiscard]] static std::string case_command(const std::string& name);
  [[nodiscard]] static std::string subject_option(const Json& witness);
  [[nodiscard]] std::string common_options() const;

 private:
  [[nodiscard]] std::string reference_option() const;
  [[nodiscard]] DifferenceText difference_text(const Json& difference, std::size_t width) const;

  const Json& results_;
  std::map<std::string, const Json*, std::less<>> rules_, cases_, subjects_;
  std::map<std::string, const Json*> reference_rows_;  // by row_name
};

// step_named returns the step of `row` with that id, or nullptr.
[[nodiscard]] const Json* step_named(const Json& row, std::string_view id);

// unacceptable_rows returns the rows that make the exit status 1, in their order.
[[nodiscard]] std::vector<const Json*> unacceptable_rows(const Json& results, bool strict);

}  // namespace peercert::report

#endif
