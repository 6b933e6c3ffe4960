#include "search/minimise.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "der/reader.h"
#include "der/tree.h"

namespace peercert::search {
namespace {

using der::Element;

Element tree_of(const std::string& bytes) {
  try {
    return der::parse_tree(bytes);
  } catch (const der::DerError&) {
    return {{}, bytes, {}, 0, ""};
  }
}

// The element that comes `number`th, each before what is in it; `number` counts down to it.
Element* find_element(Element& element, std::size_t& number) {
  if (number == 0) return &element;
  --number;
  for (Element& child : element.children) {
    if (Element* found = find_element(child, number)) return found;
  }
  return nullptr;
}

class Minimiser {
 public:
  Minimiser(const std::string& der, const std::function<bool(const std::string&)>& shows)
      : shows_(shows), tree_(tree_of(der)), smallest_(der) {}

  Minimised run() {
    for (bool smaller = true; smaller;) {
      smaller = false;
      for (std::size_t i = 0; i < count_elements(tree_); ++i) smaller = shrink(i) || smaller;
    }
    return {smallest_, tried_};
  }

 private:
  // Keeps `candidate` if it is smaller and still shows it.
  bool keep_if_it_shows(Element candidate) {
    std::string bytes = der::write_tree(candidate);
    if (bytes.size() >= smallest_.size()) return false;
    ++tried_;
    if (!shows_(bytes)) return false;
    tree_ = std::move(candidate);
    smallest_ = std::move(bytes);
    return true;
  }

  bool shrink(std::size_t number) {
    const bool fewer = leave_out(
        number, [](Element & element) -> auto& { return element.children; });
    const bool shorter = leave_out(
        number, [](Element & element) -> auto& { return element.content; });
    return replace_by_a_child(number) || fewer || shorter;
  }

  // Leaves out more and more of a list: all of it, halves, quarters, ... and single items.
  template <typename ListOf>
  bool leave_out(std::size_t number, const ListOf& list_of) {
    bool smaller = false;
    for (std::size_t piece = size_of(number, list_of); piece > 0; piece /= 2) {
      for (std::size_t at = 0; at < size_of(number, list_of);) {
        const bool kept = leave_out_piece(number, list_of, at, piece);
        smaller = smaller || kept;
        if (!kept) at += piece;
      }
    }
    return smaller;
  }

  template <typename ListOf>
  std::size_t size_of(std::size_t number, const ListOf& list_of) {
    Element* element = find_element(tree_, number);
    return element == nullptr ? 0 : list_of(*element).size();
  }

  template <typename ListOf>
  bool leave_out_piece(std::size_t number, const ListOf& list_of, std::size_t at, std::size_t piece) {
    Element candidate = tree_;
    auto& list = list_of(*find_element(candidate, number));
    const auto begin = list.begin() + static_cast<std::ptrdiff_t>(at);
    list.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(piece, list.size() - at)));
    return keep_if_it_shows(std::move(candidate));
  }

  bool replace_by_a_child(std::size_t number) {
    std::size_t at = number;
    const Element* element = find_element(tree_, at);
    for (std::size_t i = 0; element != nullptr && i < element->children.size(); ++i) {
      Element candidate = tree_;
      at = number;
      Element* there = find_element(candidate, at);
      Element child = std::move(there->children[i]);
      *there = std::move(child);
      if (keep_if_it_shows(std::move(candidate))) return true;
    }
    return false;
  }

  const std::function<bool(const std::string&)>& shows_;
  Element tree_;
  std::string smallest_;
  std::size_t tried_ = 0;
};

}  // namespace

Minimised minimise(const std::string& der, const std::function<bool(const std::string&)>& shows) {
  return Minimiser(der, shows).run();
}

}  // namespace peercert::search
