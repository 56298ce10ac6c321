"""The machine's package indexes, as its pip knows them, handed to uv by environment alone.

uv reads neither pip's variables nor its files. Where the machine configures uv itself, that
stands; nothing is written anywhere.
"""

import ast
import os
import subprocess
import sys


def uv_environment() -> dict[str, str]:
    """The environment to run uv in."""
    environment = dict(os.environ)
    settings = _pip_settings()
    if settings.get("cert"):
        environment.setdefault("SSL_CERT_FILE", settings["cert"])
    if settings.get("trusted-host"):
        environment.setdefault("UV_INSECURE_HOST", " ".join(settings["trusted-host"].split()))
    if settings.get("find-links"):
        environment.setdefault("UV_FIND_LINKS", ",".join(settings["find-links"].split()))
    if any(name.startswith(("UV_INDEX", "UV_DEFAULT_INDEX")) for name in environment):
        return environment
    if settings.get("index-url"):
        environment["UV_DEFAULT_INDEX"] = settings["index-url"]
    if settings.get("extra-index-url"):
        environment["UV_INDEX"] = " ".join(settings["extra-index-url"].split())
        # As pip does it: any index may serve a version. Hashes say which files are right.
        environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return environment


def _pip_settings() -> dict[str, str]:
    """Option → value; a variable wins over ``[install]``, and that over ``[global]``."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True)
    found: dict[str, tuple[int, str]] = {}
    if listed.returncode != 0:  # no pip here: its variables may still be set
        for name in ("index-url", "extra-index-url", "find-links", "cert", "trusted-host"):
            value = os.environ.get("PIP_" + name.upper().replace("-", "_"))
            if value:
                found[name] = (2, value)
    for line in listed.stdout.splitlines():
        key, equals, quoted = line.partition("=")
        section, dot, option = key.rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section)
        if not equals or not dot or rank is None:
            continue
        try:
            value = str(ast.literal_eval(quoted))
        except (SyntaxError, ValueError):
            continue
        if option not in found or found[option][0] < rank:
            found[option] = (rank, value)
    return {option: value for option, (_, value) in found.items()}
