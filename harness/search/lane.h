// One thread that does what it is given, one after the other.
#ifndef PEERCERT_SEARCH_LANE_H
#define PEERCERT_SEARCH_LANE_H

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace peercert::search {

template <typename Result>
class Lane {
 public:
  using Task = std::packaged_task<Result()>;

  Lane() : thread_([this] { run(); }) {}
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  // ~Lane waits for what was given.
  ~Lane() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  [[nodiscard]] std::future<Result> give(Task task) {
    auto result = task.get_future();
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_all();
    return result;
  }

  // wait returns when everything is done that was given.
  void wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return tasks_.empty(); });
  }

 private:
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return closed_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      Task& task = tasks_.front();  // stays where it is when others are added behind it
      lock.unlock();
      task();
      lock.lock();
      tasks_.pop_front();
      changed_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace peercert::search

#endif
