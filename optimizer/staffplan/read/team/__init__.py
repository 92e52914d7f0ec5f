"""The files of a named team: its people, what is settled of their days, what they wish for, and their last plan."""
