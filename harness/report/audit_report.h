// What an audit found, as audit.json (its shape is reports/audit.schema.json) and, made from that, as text for a
// terminal and as Markdown.
#ifndef PEERCERT_REPORT_AUDIT_REPORT_H
#define PEERCERT_REPORT_AUDIT_REPORT_H

#include <filesystem>
#include <string>
#include <vector>

#include "subject/audit.h"
#include "suite/load.h"
#include "value/json.h"

namespace peercert::report {

struct AuditRun {
  std::string suite_version;
  const suite::Suite* suite = nullptr;
  const std::vector<suite::Case>* cases = nullptr;  // that were played
  subject::AuditOptions options;
  bool complete = true;  // all faults and all cases took part: what no fault breaks, or caught nothing, is worth a line
  std::vector<std::string> left_out;  // sentences about what was not played, and how to have it played
  subject::Audit audit;
};

// audit_json returns the results. Besides the faults it has the cases that are the only one to catch some fault, the
// cases in which no fault makes a difference, and the rules that no fault breaks; with until_caught only these rules.
[[nodiscard]] Json audit_json(const AuditRun& run);

// audit_terminal returns the table and a closing line; audit_markdown the same for a page.
[[nodiscard]] std::string audit_terminal(const Json& audit);
[[nodiscard]] std::string audit_markdown(const Json& audit);

// audit_is_good returns whether every fault was caught, or noted where only a note can be had, and no two of a kind are
// the same.
[[nodiscard]] bool audit_is_good(const Json& audit);

// write_audit writes audit.json and audit.md into `directory`. Throws ResultsError.
void write_audit(const std::filesystem::path& directory, const Json& audit);

}  // namespace peercert::report

#endif
