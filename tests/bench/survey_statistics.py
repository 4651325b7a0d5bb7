"""Holds the portal's survey statistics against statsmodels (Debian: python3-statsmodels) over random cases with a fixed seed.

usage: survey_statistics.py BENCH_EXECUTABLE   prints `figure NAME N` lines; the errors are absolute, of shares and bounds.
"""
import random
import subprocess
import sys

import numpy
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

SEED = 371524
CASES = 300  # of each kind


def wilson_cases(dice):
    edges = [(0, 1), (1, 1), (0, 30), (30, 30), (1, 30), (15, 30), (1, 100000), (99999, 100000)]
    sizes = [dice.choice([30, 50, 100, 384, 1000, 20000]) + dice.randrange(30) for _ in range(CASES - len(edges))]
    return edges + [(dice.randint(0, n), n) for n in sizes]


def strata_case(dice):
    """Two to twelve areas: population, answers, successes; every area has an answer."""
    rows = []
    for _ in range(dice.randint(2, 12)):
        answers = dice.randint(1, 200)
        rows.append((dice.randint(500, 120000), answers, dice.randint(0, answers)))
    return rows


def expected_strata(rows):
    """Expansion weights population/answers; mean and interval by statsmodels, effective n from the weights."""
    weights = numpy.concatenate([numpy.full(n, people / n) for people, n, _ in rows])
    hits = numpy.concatenate([numpy.repeat([1.0, 0.0], [x, n - x]) for _, n, x in rows])
    share = DescrStatsW(hits, weights=weights).mean
    effective = weights.sum() ** 2 / (weights**2).sum()
    return (share, *proportion_confint(share * effective, effective, alpha=0.05, method="wilson"))


def main(executable):
    dice = random.Random(SEED)
    wilson, strata = wilson_cases(dice), [strata_case(dice) for _ in range(CASES)]
    lines = [f"W {x} {n}" for x, n in wilson]
    lines += ["S " + " ".join(f"{people} {n} {x}" for people, n, x in rows) for rows in strata]
    output = subprocess.run([executable], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    answers = [[float(word) for word in line.split()] for line in output.stdout.splitlines()]
    assert len(answers) == len(lines), "an answer for every case"
    wilson_error = max(abs(a - b) for (x, n), got in zip(wilson, answers)
                       for a, b in zip(got, proportion_confint(x, n, alpha=0.05, method="wilson")))
    weighted_error = max(abs(a - b) for rows, (share, _, low, high) in zip(strata, answers[len(wilson):])
                         for a, b in zip((share, low, high), expected_strata(rows)))
    print(f"figure survey_statistics_cases {len(lines)}")
    print(f"figure wilson_max_abs_error {wilson_error:.3g}")
    print(f"figure weighted_max_abs_error {weighted_error:.3g}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
