"""Reasons for what a report would complain of otherwise, in a file of JSON that people write."""
import json
import os


class Reasons:
    """A list of objects in `path`, below `root`, each with the members `keys` and `why`; no two have the same `keys`."""

    def __init__(self, root, path, keys):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            entries = json.load(file)
        expected = sorted(keys + ("why",))
        self.entries = {}
        for one in entries:
            if sorted(one) != expected:
                raise ValueError("%s: expected %s, found %s" % (path, ", ".join(expected), ", ".join(sorted(one))))
            key = tuple(one[name] for name in keys)
            if key in self.entries:
                raise ValueError("%s: there twice: %s" % (path, "; ".join(key)))
            self.entries[key] = one
        self.used = set()

    def find(self, *key):
        """The reason, or None."""
        if key not in self.entries:
            return None
        self.used.add(key)
        return self.entries[key]["why"]

    def stale(self):
        """The entries that nobody asked for."""
        return [one for key, one in self.entries.items() if key not in self.used]
