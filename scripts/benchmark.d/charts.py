"""The charts of reports/performance.md, by matplotlib."""
import re
import statistics

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as pyplot  # noqa: E402

# The same measurements are the same bytes.
matplotlib.rcParams["svg.hashsalt"] = "peercert"
UNDATED = {"Date": None, "Creator": None}


def plain(text):
    return re.sub("[`$]", "", text)


def ratios(rows, path):
    """A bar for each row that says how many times faster we are, from the least to the most of its rounds, and what is wanted."""
    shown = [row for row in rows if not row.at_most]
    figure, axes = pyplot.subplots(figsize=(11, 0.42 * len(shown) + 1.2))
    for place, row in enumerate(reversed(shown)):
        median = statistics.median(row.ratios)
        axes.barh(place, median, color="#4a7ebb", height=0.6)
        axes.plot([min(row.ratios), max(row.ratios)], [place, place], color="#1d3557", linewidth=2)
        axes.annotate("%.3g" % median, (max(row.ratios), place), textcoords="offset points", xytext=(5, -3), fontsize=8)
        if row.wanted is not None:
            axes.plot([row.wanted, row.wanted], [place - 0.42, place + 0.42], color="#c0392b", linewidth=2)
    axes.set_yticks(range(len(shown)))
    axes.set_yticklabels([plain("%s\nbeside %s" % (row.work, row.against)) for row in reversed(shown)], fontsize=7)
    axes.set_xscale("log")
    axes.axvline(1, color="#888888", linewidth=0.8)
    axes.set_xlabel("times faster, on a logarithmic scale (bar: median; dark line: spread; red: wanted)", fontsize=8)
    axes.tick_params(axis="x", labelsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.savefig(path, format="svg", bbox_inches="tight", metadata=UNDATED)
    pyplot.close(figure)


def growth(table, path):
    """How the time grows, beside a straight line."""
    figure, axes = pyplot.subplots(figsize=(7, 4))
    for what, marker in (("subjectAltNames", "o"), ("relative distinguished names", "s"), ("cases", "^")):
        points = [(one["count"], one["ratio"]) for one in table if one["what"] == what]
        axes.plot(*zip(*points), marker=marker, label=what)
        first, last = points[0], points[-1]
        axes.plot([first[0], last[0]], [first[0] / last[0] * last[1], last[1]], linestyle=":", color="#888888")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("how many", fontsize=9)
    axes.set_ylabel("time, the first being 1", fontsize=9)
    axes.legend(frameon=False, fontsize=9, title="dotted: proportional to the number", title_fontsize=8)
    figure.savefig(path, format="svg", bbox_inches="tight", metadata=UNDATED)
    pyplot.close(figure)
