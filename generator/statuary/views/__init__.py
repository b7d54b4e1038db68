"""What a reader is told: functions from the state of the page to words. No HTML but that of incident text."""
