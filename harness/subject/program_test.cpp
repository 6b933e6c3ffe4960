#include "subject/program.h"

#include <gmock/gmock.h>

#include <system_error>

namespace peercert::subject {
namespace {

TEST(RunProgram, SaysHowItEndedAndWhatItWrote) {
  const Ended ended = run_program({"sh", "-c", "echo one; printf two; echo three >&2; exit 3"});
  EXPECT_EQ(ended.how, "exited with status 3");
  EXPECT_EQ(ended.out, "one\ntwo\n");
  EXPECT_EQ(ended.errors, "three\n");
}

TEST(RunProgram, ASignalIsNamed) {
  EXPECT_EQ(run_program({"sh", "-c", "kill -9 $$"}).how, "killed by SIGKILL");
}

TEST(RunProgram, WhatDoesNotEndIsEnded) {
  EXPECT_EQ(run_program({"sleep", "600"}, std::chrono::seconds(1)).how, "did not end within 1 s");
}

TEST(RunProgram, WhatIsNoProgramIsAnError) {
  EXPECT_THROW(static_cast<void>(run_program({"/no/such/program"})), std::system_error);
}

}  // namespace
}  // namespace peercert::subject
