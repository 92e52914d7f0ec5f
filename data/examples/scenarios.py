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

WALL = """\
# A shop whose shifts hang on the wall: named shifts, long and short weeks in turn, a leader in the evening.
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
minimum_staff = 1
maximum_staff = 30             # seats in the room

[[target.hours]]               # the evening of the promotion
dates = ["2026-11-11"]
hours = ["20:00", "24:00"]
minimum_staff = 6

[opening]
hours = ["09:00", "23:00"]

[[opening.date]]
date = 2026-11-11              # Double 11
hours = ["08:00", "24:00"]

[[shift]]
name = "早班"
start = "09:00"
end = "18:00"

[[shift]]
name = "晚班"
start = "14:00"
end = "23:00"

[[shift]]
name = "两头班"                # split: one day's work, the gap is unpaid
hours = [["10:00", "13:00"], ["18:00", "23:00"]]

[[shift]]
name = "大促早"
start = "08:00"
end = "17:00"

[[shift]]
name = "大促晚"
start = "15:00"
end = "24:00"

[[contract]]
name = "客服"
shifts = ["早班", "晚班", "两头班", "大促早", "大促晚"]
breaks = [{ length = "60min", starts = ["3h", "5h"] }]
days_per_week = [[6, 6], [5, 5]]                 # 大小周
max_days_in_row = 6
min_rest = "11h"
forbidden_successions = [["大促晚", "大促早"]]
hourly_cost = 30.0

[[contract]]
name = "组长"
label = "leader"
shifts = ["早班", "晚班", "大促晚"]
breaks = [{ length = "60min", starts = ["3h", "5h"] }]
days_per_week = [5, 5]
days_off_in_row = 2
days_off_across_weeks = true                     # Sunday and Monday are two days off side by side
max_weekends = 3                                 # one free weekend in the four weeks
headcount = [0, 4]
hourly_cost = 40.0

[[role]]
label = "leader"
hours = ["18:00", "22:00"]
"""

TEAM = (
    SHOP.replace(
        "# A shop with a bot: chats from 9:00 to 23:00, judged day by day.",
        "# A shop and its people by name, from 9:00 to 23:00, judged day by day.",
    )
    + """
[team]
file = "team.csv"              # who is there
days = "days.csv"              # leave, days off, fixed shifts
wishes = "wishes.csv"
hire = ["part-time"]           # temps for the promotion

[fairness]
weekends = 1                   # nobody works two weekends more than a colleague of the same contract
"""
)

PEOPLE = """\
agent,name,contract,available,days_in_row,weekends_before,seniority
1001,王芳,full-time,,2,3,8
1002,李娜,full-time,,1,2,6
1003,张伟,full-time,,0,3,5
1004,刘洋,full-time,,3,2,5
1005,陈静,full-time,Mon-Fri 09:00-20:00,2,2,4
1006,杨涛,full-time,,0,3,3
1007,赵磊,full-time,,4,3,3
1008,黄艳,full-time,,1,2,2
1009,周敏,full-time,,2,3,2
1010,吴强,full-time,Sun off,1,2,1
2001,徐丽,part-time,Mon-Fri 14:00-23:00,0,1,4
2002,孙悦,part-time,,1,2,2
2003,马超,part-time,Sat-Sun 09:00-23:00; Mon-Fri 18:00-23:00,2,3,1
2004,朱琳,part-time,,0,2,1
"""

SETTLED = """\
agent,from,to,kind,start,end
1002,2026-11-16,2026-11-20,leave,,
1004,2026-11-25,2026-11-27,leave,,
1006,2026-11-04,2026-11-05,sick,,
1008,2026-11-22,,off,,
1001,2026-11-11,,fixed,14:00,23:00
1003,2026-11-09,2026-11-13,unavailable,09:00,10:00
2004,2026-11-19,2026-11-22,leave,,
"""

WISHES = """\
agent,from,to,wish,weight,start,of
1001,2026-11-28,2026-11-29,day_off,8,,
1003,2026-11-01,2026-11-30,early,1,12:00,
1005,2026-11-14,,day_off,5,,
1007,2026-11-21,2026-11-22,day_off,6,,
1009,2026-11-02,2026-11-30,late,1,12:00,
1010,2026-11-16,2026-11-20,with,2,,1009
2001,2026-11-13,,day_off,4,,
2002,2026-11-07,2026-11-08,work,3,,
"""
