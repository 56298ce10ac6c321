"""The tables of a recording. Described in ``docs/internals.md``."""

from __future__ import annotations

FORMAT = 1

SCHEMA = """
CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE process (
    id INTEGER PRIMARY KEY, pid INTEGER, ppid INTEGER, parent INTEGER, token TEXT, forked INTEGER,
    inherited INTEGER, name TEXT, role TEXT, start_method TEXT, daemon INTEGER, target TEXT,
    place INTEGER, started_ns INTEGER, ended_ns INTEGER, exitcode INTEGER, ended_by TEXT,
    cpu_ns INTEGER, peak_rss INTEGER, lost INTEGER, error TEXT);
CREATE TABLE primitive (
    id INTEGER PRIMARY KEY, process INTEGER, local INTEGER, kind TEXT, name TEXT, place INTEGER,
    key TEXT, created_ns INTEGER, details TEXT);
CREATE TABLE alias (
    process INTEGER, local INTEGER, primitive INTEGER, PRIMARY KEY (process, local)) WITHOUT ROWID;
CREATE TABLE place (
    process INTEGER, local INTEGER, file TEXT, line INTEGER, function TEXT,
    PRIMARY KEY (process, local)) WITHOUT ROWID;
CREATE TABLE text (
    process INTEGER, local INTEGER, text TEXT, PRIMARY KEY (process, local)) WITHOUT ROWID;
CREATE TABLE thread (
    process INTEGER, number INTEGER, name TEXT, PRIMARY KEY (process, number)) WITHOUT ROWID;
CREATE TABLE source (file TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY, process INTEGER, first_ns INTEGER, last_ns INTEGER, count INTEGER,
    records BLOB);
CREATE TABLE output (id INTEGER PRIMARY KEY, at_ns INTEGER, stream TEXT, data BLOB);
CREATE TABLE sample (process INTEGER, at_ns INTEGER, cpu_ns INTEGER, rss INTEGER);
CREATE TABLE loss (process INTEGER, at_ns INTEGER, count INTEGER);
CREATE TABLE finding (
    rule TEXT, level TEXT, certainty TEXT, message TEXT, fix TEXT, at_ns INTEGER, processes TEXT,
    primitives TEXT, place TEXT);
"""

KEYS = {
    "run": ("key",),
    "process": ("id",),
    "primitive": ("id",),
    "alias": ("process", "local"),
    "place": ("process", "local"),
    "text": ("process", "local"),
    "thread": ("process", "number"),
    "source": ("file",),
}
"""Primary keys of the tables whose rows change after they were first written."""

COLUMNS = {
    "sample": ("process", "at_ns", "cpu_ns", "rss"),
    "loss": ("process", "at_ns", "count"),
    "finding": (
        "rule",
        "level",
        "certainty",
        "message",
        "fix",
        "at_ns",
        "processes",
        "primitives",
        "place",
    ),
}
"""Tables whose rows are only ever added."""
