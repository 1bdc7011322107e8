"""Browser and its parts, as for the tests in ``tests/browser``."""

from tests.browser.conftest import browser, playwright

__all__ = ["browser", "playwright"]
