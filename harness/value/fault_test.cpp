#include "value/fault.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace peercert {
namespace {

// These tests run in a build without faults, in which every call site is false at compile time.
static_assert(!kFaultsAreBuilt);
static_assert(!seeded(Fault::kEmailIsDns));

TEST(FaultTest, EveryFaultHasANameOfItsOwnARuleAndASentence) {
  std::set<std::string_view> names;
  for (std::size_t i = 1; i < kFaults.size(); ++i) {
    EXPECT_FALSE(kFaults[i].name.empty()) << i;
    EXPECT_FALSE(kFaults[i].rule.empty()) << i;
    EXPECT_EQ(kFaults[i].says.back(), '.') << i;
    EXPECT_TRUE(names.insert(kFaults[i].name).second) << kFaults[i].name;
  }
}

TEST(FaultTest, NamesStandInTheOrderOfTheEnumeration) {
  EXPECT_EQ(fault_called("serial_sign_is_lost"), Fault::kSerialSignIsLost);
  EXPECT_EQ(fault_called("email_is_dns"), Fault::kEmailIsDns);
  EXPECT_EQ(fault_called("errors_stay_in_the_queue"), Fault::kErrorsStayInTheQueue);
  EXPECT_EQ(fault_called("verification_error_is_plain"), Fault::kVerificationErrorIsPlain);
  EXPECT_EQ(fault_called("close_notify_undoes"), Fault::kCloseNotifyUndoes);
  EXPECT_EQ(fault_called("host_names_need_no_validation"), Fault::kHostNamesNeedNoValidation);
  EXPECT_EQ(fault_called(""), Fault::kNone);
  EXPECT_EQ(fault_called("no_such_fault"), Fault::kNone);
}

}  // namespace
}  // namespace peercert
