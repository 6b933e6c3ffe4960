// A session: cases, played on every witness and judged.
#ifndef PEERCERT_SUBJECT_SESSION_H
#define PEERCERT_SUBJECT_SESSION_H

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "subject/runner.h"
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
  std::vector<suite::SubjectInfo> subjects;  // one for each entrant
  std::vector<suite::Row> rows;              // case by case, place by place, entrant by entrant
};

// Observer hears how a session goes on: started once for each entrant, then played once for each of its scenarios.
struct Observer {
  std::function<void(const Entrant& entrant, std::size_t scenarios)> started = [](const Entrant&, std::size_t) {};
  std::function<void()> played = [] {};
};

// play_session plays every scenario of `cases`, which belong to `suite`, on every entrant in turn, `jobs` at a time,
// and judges them. Throws what play throws.
[[nodiscard]] Session play_session(const suite::Suite& suite, const std::vector<suite::Case>& cases,
                                   const std::vector<Entrant>& entrants, std::size_t jobs,
                                   const Observer& observer = {});

}  // namespace peercert::subject

#endif
