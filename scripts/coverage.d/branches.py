"""Which recipe goes which way at each condition, from what gcov counts."""
import re
from collections import OrderedDict

from conditions import conditions_of, masked


class Way:
    """One way out of a condition."""

    def __init__(self, function, condition, outcome):
        self.function = function
        self.condition = condition
        self.outcome = outcome
        self.recipes = []
        self.is_reached = False  # by a case or a unit test


class Source:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.lines = file.read().split("\n")

    def statement(self, number):
        """The line, and those after it that go on with it."""
        text = self.lines[number - 1]
        while not masked(text).rstrip().endswith((";", "{", "}")) and number < len(self.lines):
            text = masked(text).rstrip() + " " + self.lines[number].strip()
            number += 1
        return text

    def labels(self, number):
        """What the ways out of a `switch` are called: its labels, those of one body together."""
        labels, is_open = [], False
        indent = re.match(" *", self.lines[number - 1]).group()
        for line in self.lines[number:]:
            label = re.match(" *(case .*|default):$", line)
            if label and is_open:
                labels[-1] += ", " + label.group(1)
            elif label:
                labels.append(label.group(1))
            if line.startswith(indent + "}"):
                break
            if not line.strip().startswith("//"):
                is_open = bool(label)
        return labels

    def function_at(self, starts, number):
        start = max(one for one in starts if one <= number)
        return re.search(r"(~?\w+)\(", self.lines[start - 1]).group(1)


class Branches:
    def __init__(self, root, folder, left_out):
        """Of the sources in `folder`, but for those whose names are in `left_out`."""
        self.root = root
        self.counted = re.compile(r"%s/(?!(?:%s)\.cpp$)(\w+\.cpp|openssl\.h)$" % (folder, "|".join(left_out)))
        self.sources = {}
        self.ways = OrderedDict()  # (file, line, place, outcome) -> Way

    def add(self, documents, recipe):
        """Adds what ran for `recipe`, or (None) for all cases and unit tests; these come first."""
        for document in documents:
            for file in document["files"]:
                name = file["file"][len(self.root) + 1:]
                if file["file"].startswith(self.root) and self.counted.match(name):
                    self.add_file(name, file, recipe)

    def add_file(self, name, file, recipe):
        if name not in self.sources:
            self.sources[name] = Source("%s/%s" % (self.root, name))
        starts = [one["start_line"] for one in file["functions"] if "lambda" not in one["demangled_name"]]
        for line in file["lines"]:
            for place, condition, outcome, count in self.outcomes(name, line):
                key = (name, line["line_number"], place, outcome)
                if key not in self.ways:
                    function = self.sources[name].function_at(starts, line["line_number"])
                    self.ways[key] = Way(function, condition, outcome)
                if count > 0 and recipe is None:
                    self.ways[key].is_reached = True
                elif count > 0 and recipe not in self.ways[key].recipes:
                    self.ways[key].recipes.append(recipe)

    def outcomes(self, name, line):
        number, source = line["line_number"], self.sources[name]
        jumps = line["branches"]
        head = re.match(r" *switch \((.*)\) {$", source.lines[number - 1])
        if head:
            labels = source.labels(number)
            self.expect(len(labels) == len(jumps), name, number, len(jumps), len(labels))
            return [(0, head.group(1), label, jump["count"]) for label, jump in zip(labels, jumps)]
        pairs = [pair for pair in zip(jumps[::2], jumps[1::2]) if not any(jump["throw"] for jump in pair)]
        if not pairs:
            return []
        # Jumps that are left over clean up, or test the value of all conditions together.
        conditions = conditions_of(source.statement(number))
        self.expect(len(conditions) <= len(pairs), name, number, len(pairs), len(conditions))
        found = []
        for place, (condition, pair) in enumerate(zip(conditions, pairs)):
            outcomes = ("no", "yes") if condition.jumps_when_true else ("yes", "no")
            found += [(place, condition.text, outcome, jump["count"]) for outcome, jump in zip(outcomes, pair)]
        return found

    @staticmethod
    def expect(holds, name, number, counted, written):
        if not holds:
            raise ValueError("%s:%d: %d conditions are written there, and gcov counts jumps of %d; see conditions.py"
                             % (name, number, written, counted))

    def by_file(self):
        files = OrderedDict()
        for key, way in sorted(self.ways.items(), key=lambda item: (item[0][:3], item[0][3] == "no")):
            files.setdefault(key[0], []).append((key[1], way))
        return files

    def simplest(self):
        """The recipes, those first that go the fewest ways."""
        counts = {}
        for way in self.ways.values():
            for recipe in way.recipes:
                counts[recipe] = counts.get(recipe, 0) + 1
        return sorted(counts, key=lambda recipe: (counts[recipe], recipe))

    def summary(self):
        ways = self.ways.values()
        without = [way for way in ways if not way.recipes]
        others = sum(way.is_reached for way in without)
        return "%d ways, %d reached by a recipe, %d of them by one alone, %d by unit tests and other cases, %d by nothing" % (
            len(ways), len(ways) - len(without), sum(len(way.recipes) == 1 for way in ways), others, len(without) - others)
