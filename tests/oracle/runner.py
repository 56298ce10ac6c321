"""Runs test modules with unittest and writes one line of JSON for each test that ended.

Executed by the interpreter under test, bare and observed; the standard library is all it has.

usage: runner.py OUT MODULE [--skip NAME]... [--only ID]...
"""

import json
import sys
import time
import unittest


class Told(unittest.TextTestResult):
    """Writes how each test ended at once, so that a crash loses only the test it was in."""

    out = ""

    def tell(self, test, status):
        # Opened anew for each line: tests count descriptors, and children inherit them.
        with open(self.out, "a", encoding="utf-8") as file:
            file.write(json.dumps([test if isinstance(test, str) else test.id(), status]) + "\n")

    def addSuccess(self, test):
        super().addSuccess(test)
        self.tell(test, "ok")

    def addError(self, test, error):
        super().addError(test, error)
        self.tell(test, f"error {error[0].__name__}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.tell(test, f"failure {error[0].__name__}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell(test, f"skipped: {reason}")

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.tell(test, "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.tell(test, "unexpected success")

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.tell(subtest, f"failure {error[0].__name__}")


def tests_in(suite):
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from tests_in(part)
        else:
            yield part


def main(out, module, *options):
    skipped = [value for name, value in zip(options, options[1:]) if name == "--skip"]  # noqa: B905, RUF007
    only = [value for name, value in zip(options, options[1:]) if name == "--only"]  # noqa: B905, RUF007
    Told.out = out
    suite = unittest.TestSuite(
        test
        for test in tests_in(unittest.defaultTestLoader.loadTestsFromName(module))
        if not any(test.id().endswith(name) for name in skipped) and (not only or test.id() in only)
    )
    begun = time.perf_counter()
    runner = unittest.TextTestRunner(verbosity=2, resultclass=Told)
    result = runner.run(suite)
    # libregrtest's own marks: what a module left behind.
    support = sys.modules.get("test.support")
    result.tell("environment altered", str(getattr(support, "environment_altered", False)))
    result.tell("seconds", f"{time.perf_counter() - begun:.2f}")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
