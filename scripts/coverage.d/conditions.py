"""The conditions of one line of C++, in the order in which GCC tests them.

gcov counts jumps, two for each condition of a line, and does not say which is which. This reads the line, in the layout of
clang-format, and leaves out what is known when it is compiled: seeded() and kFaultsAreBuilt are false.

>>> show('if (a == b && !(c || d(1, 2))) return;')
['a == b', '~c', 'd(1, 2)']
>>> show('for (int i = 0; i < count; ++i) {')
['i < count']
>>> show('for (const Item& item : items) add(item);')
['const Item& item : items']
>>> show('if (std::string all; all.empty()) return all.size() > 1 ? "?" : "";')
['all.empty()', 'all.size() > 1']
>>> show('if (point == nullptr || point->type != kFull) return;')
['~point == nullptr', 'point->type != kFull']
>>> show('if (bytes.empty() && !seeded(Fault::kOne)) return x(seeded(Fault::kTwo) ? 1 : 2);')
['bytes.empty()']
>>> show('return std::min(end, room) + (seeded(Fault::kOne) && end < room ? 0 : 1);')
[]
>>> show('const bool begins = seeded(Fault::kOne) || (set(entry) != set && !seeded(Fault::kTwo));')
['set(entry) != set']
>>> show('error.data = (flags & TEXT) != 0 && data != nullptr ? data : "";  // what || it && says')
['(flags & TEXT) != 0', 'data != nullptr']
>>> show('call(one, two);')
[]
"""
import re

KNOWN_FALSE = re.compile(r"(peercert::)?(seeded\(Fault::\w+\)|kFaultsAreBuilt)$")


class Condition:
    def __init__(self, text, jumps_when_true):
        self.text = text
        self.jumps_when_true = jumps_when_true  # before `||`: GCC then goes on when it is false


def show(line):
    return [("~" if one.jumps_when_true else "") + one.text for one in conditions_of(line)]


def masked(line):
    """The line with a blank for every character of a literal or comment, so that none of them is taken for syntax."""
    return re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'|//.*', lambda found: " " * len(found.group()), line)


def closing(text, start):
    """Where the bracket that opens at `start` closes."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth == 0:
            return place
    return len(text)


def split(line, mask, start, end, operator):
    """The spans of what stands between the operators outside of brackets."""
    spans, depth, begin = [], 0, start
    place = start
    while place < end:
        depth += (mask[place] in "([{") - (mask[place] in ")]}")
        if depth == 0 and mask.startswith(operator, place):
            spans.append((begin, place))
            begin = place = place + len(operator)
        else:
            place += 1
    return spans + [(begin, end)]


def trimmed(mask, start, end):
    while start < end and mask[start] == " ":
        start += 1
    while end > start and mask[end - 1] == " ":
        end -= 1
    return start, end


def fold(line, mask, start, end, before_or=False):
    """What is tested of an expression: a list of conditions, or True or False when the compiler knows."""
    start, end = trimmed(mask, start, end)
    for operator, decides in (("||", True), ("&&", False)):
        parts = split(line, mask, start, end, operator)
        if len(parts) == 1:
            continue
        tests = []
        folded = [fold(line, mask, one, other) for one, other in parts]
        if any(known is decides for known in folded):
            return decides
        open_parts = [part for part, known in zip(parts, folded) if known is not (not decides)]
        for part in open_parts:
            goes_on = part is not open_parts[-1]
            tests += fold(line, mask, part[0], part[1], before_or=operator == "||" and goes_on or before_or and not goes_on)
        return tests or (not decides)
    if mask[start] == "(" and closing(mask, start) == end - 1:
        return fold(line, mask, start + 1, end - 1, before_or)
    if mask[start] == "!" and mask[start + 1] != "=":
        inner = fold(line, mask, start + 1, end, before_or)
        return inner if isinstance(inner, list) else not inner
    if KNOWN_FALSE.match(line[start:end]):
        return False
    return [Condition(line[start:end], before_or)]


def tests_of(line, mask, start, end):
    found = fold(line, mask, start, end)
    return found if isinstance(found, list) else []


def value_start(mask, end):
    """Where the expression begins that ends at `end`: after the bracket, comma, assignment or `return` before it."""
    depth = 0
    for place in range(end - 1, -1, -1):
        depth += (mask[place] in ")]}") - (mask[place] in "([{")
        if depth < 0 or depth == 0 and (mask[place] == "," or re.match(r"[^=!<>]= ", mask[place - 1:place + 2])):
            return place + 1
        if depth == 0 and mask.startswith("return ", place):
            return place + len("return ")
    return 0


def conditions_of(line):
    mask = masked(line)
    found = re.match(r" *(?:\} else )?(if|while|for) (?:constexpr )?\(", mask)
    if found:
        start, end = found.end(), closing(mask, found.end() - 1)
        parts = split(line, mask, start, end, ";")
        if found.group(1) == "for":
            head = tests_of(line, mask, *(parts[1] if len(parts) > 1 else parts[0]))
        else:
            head = tests_of(line, mask, *parts[-1])
        return head + conditions_of(line[end + 1:])
    question = mask.find(" ? ")
    if question >= 0:
        return tests_of(line, mask, value_start(mask, question), question)
    if " && " in mask or " || " in mask:
        end = mask.rindex(";") if ";" in mask else len(mask.rstrip())
        return tests_of(line, mask, value_start(mask, end), end)
    return []
