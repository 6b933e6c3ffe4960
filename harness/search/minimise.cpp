#include "search/minimise.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "der/reader.h"
#include "der/tree.h"

namespace peercert::search {
namespace {

using der::Element;

bool is_der(const std::string& bytes) {
  try {
    (void)der::read(bytes);
    return true;
  } catch (const der::DerError&) {
    return false;
  }
}

Element tree_of(const std::string& bytes) {
  return is_der(bytes) ? der::parse_tree(bytes) : der::parse_tree_leniently(bytes);
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

// The plainest byte for a content: what a person reads over.
char plain_byte(const Element& element) {
  return element.tag == der::kInteger || element.tag == der::kBoolean || element.tag == der::kBitString ? '\0' : 'a';
}

class Minimiser {
 public:
  Minimiser(const std::string& der, const std::function<bool(const std::string&)>& shows, const GoOn& go_on)
      : shows_(shows), go_on_(go_on), tree_(tree_of(der)), smallest_(der) {}

  Minimised run() {
    try {
      shrink_and_simplify();
      if (!is_der(smallest_)) {  // so parts of it may stand in what was taken for a header
        tree_ = {{}, smallest_, {}, 0, ""};
        shrink_and_simplify();
      }
      return {smallest_, tried_, true};
    } catch (const Stopped&) {
      return {smallest_, tried_, false};
    }
  }

 private:
  struct Stopped {};

  void shrink_and_simplify() {
    while (with_every_element([this](std::size_t i) { return shrink_again_and_again(i); }) ||
           with_every_element([this](std::size_t i) { return simplify(i); })) {
    }
  }

  // Returns whether any of them got better.
  template <typename Change>
  bool with_every_element(const Change& change) {
    bool changed = false;
    for (std::size_t i = 0; i < count_elements(tree_); ++i) changed = change(i) || changed;
    return changed;
  }

  // Keeps `candidate` if it is smaller and still shows it.
  bool keep_if_smaller(Element candidate) {
    return der::write_tree(candidate).size() < smallest_.size() && keep_if_it_shows(std::move(candidate));
  }

  bool keep_if_it_shows(Element candidate) {
    if (!go_on_(tried_, smallest_.size())) throw Stopped();
    std::string bytes = der::write_tree(candidate);
    ++tried_;
    if (!shows_(bytes)) return false;
    tree_ = std::move(candidate);
    smallest_ = std::move(bytes);
    return true;
  }

  // What stands there now may be a child with many children, of which half should go before each is looked at.
  bool shrink_again_and_again(std::size_t number) {
    bool smaller = false;
    while (number < count_elements(tree_) && shrink(number)) smaller = true;
    return smaller;
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
    return keep_if_smaller(std::move(candidate));
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
      if (keep_if_smaller(std::move(candidate))) return true;
    }
    return false;
  }

  bool simplify(std::size_t number) {
    const bool canonical = write_as_der(number);
    return write_plainly(number) || canonical;
  }

  bool write_as_der(std::size_t number) {
    Element candidate = tree_;
    Element& element = *find_element(candidate, number);
    if (element.header && element.header->empty()) return false;
    element.header.reset();
    element.length_octets = 0;
    return keep_if_smaller(std::move(candidate));
  }

  // Makes more and more of a content plain: all of it, halves, quarters, ... and single bytes.
  bool write_plainly(std::size_t number) {
    bool plainer = false;
    std::size_t at = number;
    const std::size_t size = find_element(tree_, at)->content.size();
    for (std::size_t piece = size; piece > 0; piece /= 2) {
      for (std::size_t begin = 0; begin < size; begin += piece) {
        plainer = write_piece_plainly(number, begin, piece) || plainer;
      }
    }
    return plainer;
  }

  bool write_piece_plainly(std::size_t number, std::size_t begin, std::size_t piece) {
    Element candidate = tree_;
    Element& element = *find_element(candidate, number);
    if (element.tag == der::kOid) return false;
    std::string plain = element.content;
    piece = std::min(piece, plain.size() - begin);
    plain.replace(begin, piece, piece, plain_byte(element));
    if (plain == element.content) return false;
    element.content = std::move(plain);
    return keep_if_it_shows(std::move(candidate));
  }

  const std::function<bool(const std::string&)>& shows_;
  const GoOn& go_on_;
  Element tree_;
  std::string smallest_;
  std::size_t tried_ = 0;
};

}  // namespace

Minimised minimise(const std::string& der, const std::function<bool(const std::string&)>& shows, const GoOn& go_on) {
  return Minimiser(der, shows, go_on).run();
}

}  // namespace peercert::search
