"""The meeting, for the chair and on the big screen."""
