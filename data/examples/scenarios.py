"""The scenarios of the examples, as they are written."""

from __future__ import annotations

SHOP = """\
# A shop with a bot: chats from 9:00 to 23:00, judged day by day.
grid = "30min"
timezone = "Asia/Shanghai"

[bot]
deflection = 0.8               # the bot closes 80% of the inquiries

[handling]
aht = "5min"
patience = "4min"              # customers leave after 4 minutes on average

[target]
share = 0.9                    # 90% within 30 seconds, on every day
within = "30s"
scope = "day"
slot_floor = 0.5               # no half hour under 50%
scoring_window = ["09:00", "23:00"]
minimum_staff = 1

[opening]
hours = ["09:00", "23:00"]

[[contract]]
name = "full-time"             # 8 paid hours and a meal, 40 hours a week
shift_lengths = ["9h"]
starts = ["09:00", "14:00"]
start_step = "30min"
breaks = [{ length = "60min", starts = ["3h", "5h"], paid = false }]
days_per_week = [5, 5]
max_days_in_row = 6
days_off_in_row = 1
min_rest = "11h"
hourly_cost = 30.0

[[contract]]
name = "part-time"             # 5 hours on 2 to 4 days: at most 20 hours a week
shift_lengths = ["5h"]
starts = ["09:00", "18:00"]
start_step = "30min"
breaks = []
days_per_week = [2, 4]
max_days_in_row = 4
days_off_in_row = 1
min_rest = "11h"
hourly_cost = 25.0
"""

OUTSOURCER = """\
# An outsourcer that serves many shops around the clock, judged day by day.
grid = "30min"
timezone = "Asia/Shanghai"

[bot]
deflection = 0.8               # the bot closes 80% of the inquiries

[handling]
aht = "5min"
patience = "4min"

[target]
share = 0.9                    # 90% within 30 seconds, on every day
within = "30s"
scope = "day"
slot_floor = 0.5
minimum_staff = 5

[solve]
time_limit = "5min"            # a large team's month takes a minute or two on a quiet machine

[shrinkage]
planned = 0.08                 # training and meetings
absence = 0.05                 # illness and no-shows

[[contract]]
name = "full-time"             # 8 paid hours and a meal, day or night, 40 hours a week
shift_lengths = ["9h"]
starts = ["00:00", "23:30"]
start_step = "30min"
breaks = [{ length = "60min", starts = ["3h", "5h"], paid = false }]
days_per_week = [5, 5]
max_days_in_row = 6
days_off_in_row = 1
min_rest = "11h"
hourly_cost = 30.0

[[contract]]
name = "part-time"             # 5 hours on 2 to 4 days: at most 20 hours a week
shift_lengths = ["5h"]
starts = ["08:00", "19:00"]
start_step = "30min"
breaks = []
days_per_week = [2, 4]
max_days_in_row = 4
days_off_in_row = 1
min_rest = "11h"
hourly_cost = 25.0
"""

CHAT = """\
# A service desk that answers by chat: long chats, three at once, customers who do not wait for ever.
grid = "30min"
timezone = "Asia/Shanghai"

[bot]
deflection = 0.6

[handling]
aht = "12min"                            # of one chat, handled alone
concurrency = 3                          # at once, at most: 1.7 times the work gets done with two, 2.5 with three
patience = "5min"                        # customers leave after 5 minutes on average

[target]
share = 0.9                              # 90% within a minute, on every day
within = "60s"
scope = "day"
slot_floor = 0.5
minimum_staff = 2                        # nobody sits alone

[opening]
hours = ["09:00", "23:00"]

[[contract]]
name = "full-time"
shift_lengths = ["9h"]
starts = ["09:00", "14:00"]
start_step = "30min"
breaks = [{ length = "60min", starts = ["3h", "5h"], paid = false }]
days_per_week = [5, 5]
max_days_in_row = 6
days_off_in_row = 1
min_rest = "11h"
hourly_cost = 30.0
"""

ABSENCE = """\
# A team of five: every twelfth time, somebody who should come does not.
grid = "30min"
timezone = "Asia/Shanghai"

[bot]
deflection = 0.8

[handling]
aht = "5min"
patience = "4min"

[target]
share = 0.9
within = "30s"
scope = "week"
slot_floor = 0.5

[shrinkage]
absence = 0.08                           # chance that a scheduled agent does not come

[opening]
hours = ["10:00", "22:00"]

[[contract]]
name = "full-time"
shift_lengths = ["9h"]
starts = ["10:00", "13:00"]
start_step = "30min"
breaks = [{ length = "60min", starts = ["3h", "5h"], paid = false }]
days_per_week = [5, 5]
max_days_in_row = 6
days_off_in_row = 1
min_rest = "11h"
hourly_cost = 30.0
"""

JD = """\
# A shop on JD, open from 8:00 to 1:00: first responses within 30 s, sessions from 23:00 to 9:00 do not count.
grid = "30min"
timezone = "Asia/Shanghai"

[bot]
deflection = 0.8

[handling]
aht = "5min"
patience = "4min"

[target]
preset = "jd"                            # 90% within 30 s on every day, scored from 9:00 to 23:00
slot_floor = 0.5
minimum_staff = 1                        # in every opening hour, also where nothing is scored

[opening]
hours = ["08:00", "01:00"]

[[contract]]
name = "full-time"
shift_lengths = ["9h"]
starts = ["08:00", "16:00"]
start_step = "1h"
breaks = [{ length = "60min", starts = ["3h", "5h"], paid = false }]
days_per_week = [5, 5]
max_days_in_row = 6
days_off_in_row = 1
min_rest = "11h"
hourly_cost = 30.0
"""
