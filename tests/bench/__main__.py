"""Print the speed of the product: `python -m tests.bench [NAME…]`; all of them without a name."""

from __future__ import annotations

import sys

from tests.bench import ingesting

BENCHMARKS = {"ingesting": ingesting.main}


def main(names: list[str]) -> int:
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
