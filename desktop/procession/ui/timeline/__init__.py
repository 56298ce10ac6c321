"""The timeline: one custom-painted widget, made of small painters."""
