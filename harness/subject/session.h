// A session: cases, played on every witness and judged.
#ifndef PEERCERT_SUBJECT_SESSION_H
#define PEERCERT_SUBJECT_SESSION_H

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "subject/runner.h"
#include "subject/sanity.h"
#include "suite/load.h"
#include "suite/verdict.h"

namespace peercert::subject {

// Entrant is one witness to be played. `command` is how reports call it.
struct Entrant {
  std::string role;  // "subject" or "reference"; a reference stands last
  std::string command;
  Factory make;
};

struct Session {
  std::vector<suite::SubjectInfo> subjects;  // one for each entrant; empty for one that could not be started
  std::vector<std::string> not_played;       // one for each entrant: why nothing was played on it, else ""
  std::vector<suite::Row> rows;              // case by case, place by place, entrant by entrant that was played
};

// Observer hears how a session goes on: begun once, with how many entrants are going to be played and how many
// scenarios each, then played for every scenario on an entrant. From one thread at a time.
struct Observer {
  std::function<void(std::size_t entrants, std::size_t scenarios)> begun = [](std::size_t, std::size_t) {};
  std::function<void(const Entrant& entrant)> played = [](const Entrant&) {};
};

struct SessionOptions {
  std::size_t jobs = 1;            // scenarios at a time, over all entrants
  const Sanity* sanity = nullptr;  // what every entrant must do before it is played; nullptr: nobody is asked
  Observer observer;
};

// play_session plays every scenario of `cases`, which belong to `suite`, on every entrant, and judges them. The order
// of the rows does not depend on timing. An entrant that cannot be started, or that fails the sanity scenario, is not
// played; the others are.
[[nodiscard]] Session play_session(const suite::Suite& suite, const std::vector<suite::Case>& cases,
                                   const std::vector<Entrant>& entrants, const SessionOptions& options = {});

}  // namespace peercert::subject

#endif
