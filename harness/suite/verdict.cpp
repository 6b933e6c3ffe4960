#include "suite/verdict.h"

namespace peercert::suite {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return "pass";
    case Verdict::kNote:
      return "note";
    case Verdict::kKnown:
      return "known";
    case Verdict::kSkip:
      return "skip";
    case Verdict::kFixed:
      return "fixed";
    case Verdict::kDiverge:
      return "diverge";
    case Verdict::kFail:
      return "fail";
    case Verdict::kError:
      return "error";
    case Verdict::kHang:
      return "hang";
    case Verdict::kCrash:
      return "crash";
    case Verdict::kProtocolError:
      return "protocol_error";
  }
  return "?";
}

bool acceptable(Verdict verdict, bool strict) {
  switch (verdict) {
    case Verdict::kPass:
    case Verdict::kKnown:
    case Verdict::kSkip:
      return true;
    case Verdict::kNote:
    case Verdict::kFixed:
      return !strict;
    default:
      return false;
  }
}

}  // namespace peercert::suite
