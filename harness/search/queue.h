// The certificates of a corpus between who reads and who decodes.
#ifndef PEERCERT_SEARCH_QUEUE_H
#define PEERCERT_SEARCH_QUEUE_H

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "search/corpus.h"

namespace peercert::search {

// Queue hands certificates on in batches, and lets the reader wait when it is far ahead.
class Queue {
 public:
  struct Closed : std::runtime_error {
    Closed() : std::runtime_error("nobody decodes any more") {}
  };

  // `users` is how many take batches at a time.
  explicit Queue(std::size_t users) : most_(4 * users * kBatch) {}

  // push waits while there are many, and throws Closed when nobody is going to take it.
  void push(Certificate certificate) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || waiting_.size() < most_; });
    if (closed_) throw Closed();
    waiting_.push_back(std::move(certificate));
    if (is_ready()) changed_.notify_all();
  }

  // pop waits for a batch, and returns none when there are no more.
  std::vector<Certificate> pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return is_ready(); });
    return take();
  }

  // pop_if_ready returns none when there is no whole batch yet.
  std::vector<Certificate> pop_if_ready() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return is_ready() ? take() : std::vector<Certificate>();
  }

  // flush has what is waiting taken, however little it is, until `flush(false)`.
  void flush(bool on) {
    const std::lock_guard<std::mutex> lock(mutex_);
    flushing_ = on;
    changed_.notify_all();
  }

  void close() {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  // How many certificates go to a witness in one message, and after how many bytes there are no more.
  static constexpr std::size_t kBatch = 128;
  static constexpr std::size_t kBatchBytes = std::size_t{1} << 20;

  [[nodiscard]] bool is_ready() const {
    return closed_ || waiting_.size() >= kBatch || (flushing_ && !waiting_.empty());
  }

  std::vector<Certificate> take() {
    std::vector<Certificate> batch;
    std::size_t bytes = 0;
    while (!waiting_.empty() && batch.size() < kBatch && bytes < kBatchBytes) {
      bytes += waiting_.front().der.size();
      batch.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    changed_.notify_all();
    return batch;
  }

  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Certificate> waiting_;
  bool closed_ = false;
  bool flushing_ = false;
};

}  // namespace peercert::search

#endif
