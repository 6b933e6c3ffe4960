"""How a whole run grows with the number of its cases: homes of peercert with so many more of them."""
import os
import shutil
import tempfile

import rows

COUNTS = (100, 300, 1000, 3000, 10000)
CASE = """[[case]]
id = "growth/case_%d"
rules = ["client_always_has_certificate"]
why = "One of many that are alike."
server = { certificate = "server" }
client = { verify_mode = "CERT_NONE" }
steps = [
  { do = "handshake" },
  { do = "getpeercert", on = "client", args = ["True"], expect = { der = "server" } },
]

"""


def make_home(count, folder):
    """A folder as --home wants it: the suite, and `count` cases growth/*."""
    home = os.path.join(folder, "home_%d" % count)
    shutil.copytree(os.path.join(rows.ROOT, "cases"), os.path.join(home, "cases"), ignore=shutil.ignore_patterns("corpora"))
    for name in ("certs", "scripts"):
        os.symlink(os.path.join(rows.ROOT, name), os.path.join(home, name))
    with open(os.path.join(home, "cases", "growth.toml"), "w") as file:
        file.writelines(CASE % number for number in range(count))
    return home


def growth():
    """As report.growth: one entry for each of COUNTS; the time is that of everything that takes CPU time in the run."""
    times = []
    with tempfile.TemporaryDirectory(prefix="peercert-") as folder:
        for count in COUNTS:
            command = [rows.PEERCERT, "run", "--home", make_home(count, folder), "--reference", "none", "--case", "growth/*"]
            times.append(rows.Whole(command).nanoseconds())
    return [{"what": "cases", "count": count, "ratio": time / times[0]} for count, time in zip(COUNTS, times)]
