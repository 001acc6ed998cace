"""Zahlenmonitor: the record of figures in the German-language press."""
