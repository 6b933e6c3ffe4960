// A file descriptor with an owner.
#ifndef PEERCERT_SUBJECT_DESCRIPTOR_H
#define PEERCERT_SUBJECT_DESCRIPTOR_H

#include <unistd.h>

#include <utility>

namespace peercert::subject {

// Descriptor owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (open()) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  // release gives the number to another owner.
  [[nodiscard]] int release() { return std::exchange(number_, -1); }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

}  // namespace peercert::subject

#endif
