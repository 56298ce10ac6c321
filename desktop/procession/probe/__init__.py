"""The probe: what runs inside observed processes. Standard library only.

A plugin's ``probe.py`` takes what it needs from `procession.probe.api`.
"""
