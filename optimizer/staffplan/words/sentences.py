"""The sentence of every message, by its code; the codes stay the same in every language and release."""

from __future__ import annotations

from staffplan.words.language import marked

PROGRESS = {
    "reading_files": marked("reading the files"),
    "forecast_read": marked("the forecast is read"),
    "working_out_service": marked("working out how many agents answer in time"),
    "searching_team": marked("looking for the smallest team"),
    "asking_again": marked("an answer of {solver} does not hold: another solver is asked"),
    "found_team_size": marked("found the size of the team"),
    "searching_fit": marked("looking for the schedule that fits the need best"),
    "saving_hours": marked("saving paid hours"),
    "splitting_tours": marked("splitting the shifts into legal tours"),
    "spreading_service": marked("spreading service evenly"),
    "filling_gaps": marked("leaving as little open as can be"),
    "sharing_fairly": marked("sharing nights, weekends and hours fairly among the people"),
    "granting_wishes": marked("granting wishes"),
    "sharing_nights": marked("sharing nights and weekends fairly"),
    "checking_schedule": marked("checking the finished schedule"),
    "evaluating_queue": marked("evaluating the schedule as one queue"),
    "explaining_bound": marked("explaining the bound"),
    "finding_remedies": marked("no legal plan: looking for what would have to change"),
    "writing_files": marked("writing the files"),
    "points_done": marked("{done} of {count} points"),
    "shops_read": marked("{count} shops: {kept} are done already, {faulty} have faulty input"),
    "shops_done": marked("{done} of {count} shops"),
    "cluster_ready": marked("cluster {address}: {workers} workers, {memory} each, dashboard {dashboard}"),
    "pooling_shops": marked("planning what {count} groups of shops are asked together"),
    "searching_year": marked("looking at the year with every bot"),
    "planning_seasons": marked("planning the seasons with bot: {bot}"),
    "splitting_seasons": marked("splitting the seasons into legal tours"),
    "checking_schedules": marked("checking the finished schedules"),
    "planning_without": marked("planning the year again without one measure: {measure}"),
    "checking_rules": marked("checking every rule and following the queue through the period"),
    "following_queue": marked("following the queue through the period"),
    "simulating": marked("simulating customer by customer"),
    "stopping": marked("stopping; the best plan so far is kept (Ctrl-C again: quit at once)"),
}
"""What a command is doing."""
TABLES = {
    "number_assumed": marked("{column}: {text} is read as {value}, not as {other}"),
    "year_assumed": marked("the dates have no year: {year} is assumed, so that the first is {first}"),
    "dates_filled": marked("rows without a date have that of the row above ({count} rows, the first is row {row})"),
    "minutes_assumed": marked(
        "{column}: times such as {what} are read as minutes and seconds, {minutes:g} min on average"
    ),
    "share_assumed": marked("{column}: numbers up to 1 are shares, {value:g} is {share:.1%} (write 80 for 80%)"),
    "handling_added": marked("handling times are the sum of {columns}"),
    "quantity_assumed": marked("no title says what the numbers of the table are: they are taken for inquiries"),
    "notes_left_out": marked("rows without a time and a number left out: {places}"),
    "total_rows_left_out": marked("rows of totals or averages left out: {places}"),
    "total_columns_left_out": marked("columns of totals or averages left out: {places}"),
    "total_row_differs": marked("row {place} gives a total of {stated}, but the numbers above it add up to {value}"),
    "total_column_differs": marked(
        "column {place} gives a total of {stated}, but the numbers beside it add up to {value}"
    ),
    "closed_hours_filled": marked("{count} intervals outside the opening hours have no number: 0 is taken"),
    "rows_summed": marked("rows of {minutes} minutes, summed to {whole} minutes"),
    "profile_spread": marked("the totals of {days} days are spread over their hours; hours without a share have 0"),
    "shares_in_proportion": marked("{column}: the shares add up to {sum:.2%} and are taken in proportion"),
    "queue_shorter": marked("queue {queue} has no row in {count} of the other queues' intervals: 0 is taken"),
}
"""What was assumed of a table, or left out."""
WARNINGS = TABLES | {
    "columns_left_out": marked("columns left out: {headers}"),
    "sheet_taken": marked("sheet {name} was read; left out: {others}"),
    "rows_sorted": marked("the rows were not in order of time (the first is row {row}): sorted"),
    "queues_summed": marked("several queues, summed as if one team answered them all: {names}"),
    "no_name": marked("(no name)"),
    "hour_skipped": marked(
        "{zone} skips {start} (its clock is put forward): rows left out: {rows}, with {inquiries:g} inquiries"
    ),
    "hour_repeated": marked("{zone} shows {start} twice (its clock is put back): rows that count for both: {rows}"),
    "offset_of_another_zone": marked(
        "row {row}: the offset {offset} is not that of {zone}; times with offsets are taken as they are meant"
    ),
    "no_inquiries": marked("no inquiries in any interval"),
    "need_given": marked(
        "{given} of {all} intervals need the agents of the forecast's column required, or more for the target"
    ),
    "needed_outside": marked(
        "{count} slots outside the opening hours need agents by the forecast's column required: it counts"
    ),
    "owed_lowered": marked(
        "{person} cannot work all days that the contract owes: in weeks that leave too few, fewer are asked for"
    ),
    "owed_lowered_all": marked("{person} cannot work what the contract owes: no least days or hours are asked for"),
    "person_without_shift": marked("{person} has no shift that could be worked in this period"),
    "dates_outside": marked("{key} names dates outside the period alone, so it changes nothing: {dates}"),
    "left_outside": marked("{left:.0f} inquiries come outside the opening hours and are not planned for"),
    "messages_due_later": marked(
        "{later:.0f} of {left:.0f} messages are due after the period: the next plan replies to them"
    ),
    "fairness_without_team": marked("[fairness] shares among people by name, and there is no team: it changes nothing"),
    "gap_after_plan": marked("{days} days between the last plan and this period have no plan: they count as days off"),
    "handed_to_suppliers": marked("{count:.0f} inquiries of this period are handed to suppliers paid per inquiry"),
    "of_plan": marked("{plan}: {warning}"),
    "changed_by_hand": marked("{count} days of agents were changed by hand"),
    "dates_expected": marked("{preset} {year}: {first} to {last} is what is expected; set from and to once announced"),
    "documents_left_out": marked(
        "payroll.xlsx and report.html are not made, for the time limit: staffplan report makes them"
    ),
    "queue_not_followed": marked(
        "the queue was not followed through the whole period, for the time limit: the service is not certified"
    ),
    "season_misses_target": marked("{season}: the finished schedule misses its target ({share:.1%} certified)"),
    "tours_need_more": marked(
        "{season}: legal tours need {more} more agents than the year's model; they are not in the bill"
    ),
}
"""What a planner should know before using a result."""
FORECASTING = {
    "year_unannounced": marked(
        "the days that China swaps in {years} are not known to this version: days off are taken without make-up "
        "workdays"
    ),
    "event_unseen": marked(
        "{event}: no past edition in the history and no figure (uplift), so its days are taken for plain ones"
    ),
    "days_between": marked(
        "the history ends {days} days before the forecast begins: the further ahead, the less sure it is"
    ),
    "queue_unknown": marked("queue {queue}: no day of the history is known well enough; it is left out"),
    "never_open": marked(
        "the scenario opens at {hours} on some days, where the history has no inquiries: none are expected then"
    ),
    "history_short": marked(
        "{days} days of history are too few to try the forecast on the past: how sure it is, is assumed"
    ),
}
"""What a planner should know of a forecast."""
INFEASIBLE = {
    "rules_contradict": marked("No legal plan exists: the rules of a contract contradict its least headcount."),
    "contract_without_tours": marked(
        "{contract}: nobody can work this period under its rules together: {rules}; dropping one of them may do"
    ),
    "need_not_covered": marked(
        "No legal plan covers the need: {slots} slots stay short, {agents:.0f} agent-slots in all."
    ),
    "limits_not_kept": marked(
        "No legal plan has everybody in the room who has to be there, and no more than there are seats."
    ),
    "role_missing": marked("{date} {first}-{last}: {count} of {role} missing"),
    "no_seat": marked("{date} {first}-{last}: {count} more than there are seats"),
    "service_not_reached": marked(
        "No legal plan gives all that is asked: every slot has its least agents, and these are missed."
    ),
    "more_service_not_reached": marked("no legal plan gives that much service"),
    "stretch_short": marked("{date} {first}-{last}: {count} agents short"),
    "more_stretches": marked("and {more} more stretches"),
    "and_more": marked("and {more} more"),
    "group_missed": marked("{label}: the share answered in time cannot be reached"),
    "messages_late": marked("{date}: {hours:.1f} agent-hours lack for the messages due by then"),
    "no_legal_tour": marked(
        "{season}: by its rules nobody of {contract} can work this season (days_per_week, days_off_in_row, "
        "max_days_in_row and min_rest together), so nobody of it is planned"
    ),
    "season_infeasible": marked("Season {name}: {summary}"),
    "year_infeasible": marked(
        "No plan of the year keeps all of its limits, though each season alone could be planned."
    ),
}
"""Why there is no legal plan, and what stays short."""
REMEDIES = {
    "change_solved": marked("This change would do: {change} ({team})"),
    "change_would_do": marked("This change would do: {change}"),
    "change_may_do": marked("This change would probably do: {change}"),
    "one_agent": marked("1 agent"),
    "some_agents": marked("{count:,} agents"),
    "team_at_most": marked("{team} at most"),
    "team_at_cost": marked("{team}, cost {cost:,.2f}"),
    "change_helps_most": marked("No single step would do; most would help: {change}"),
    "hire_or_miss": marked(
        'Or let others be hired (team.hire), or plan as little missing service as can be: team.shortage = "least".'
    ),
    "accept_less": marked("Or accept less: a lower target.slot_floor or target.share, or shorter opening.hours."),
    "need_fewer": marked(
        "Or need fewer agents in the forecast's column required; it counts outside the opening hours, too."
    ),
    "clock_put_back": marked(
        "In the night to {date} the clock is put back by {length}, and shifts keep their real length: by the "
        "clock they end {length} earlier. A longer shift, or another start, covers the hour that comes twice."
    ),
    "clock_put_forward": marked(
        "In the night to {date} the clock is put forward by {length}, and shifts keep their real length: by "
        "the clock they end {length} later, and opening hours that hold the change are shorter."
    ),
    "more_time_for_messages": marked(
        "Or give messages more time: a longer messages.reply_within, or a lower messages.share."
    ),
    "raise_limits": marked("Let limits.monthly_spend, limits.labour_share or limits.agents_per_season be higher,"),
    "allow_more_heads": marked("or allow more heads (headcount, most_seats), seasonal contracts, vendors or a bot."),
}
"""What would help where there is none."""
CHANGES = {
    "contract_change": marked("{contract}: {change}"),
    "no_least_agents": marked("no least number of agents instead of {least}"),
    "another_shift": marked("the shift {name} too"),
    "also_at_any_time": marked("shifts of {lengths} too, at any time of the day"),
    "longer_shifts": marked("shifts of {length} too"),
    "more_seats": marked("{key}: {seats} seats (maximum_staff)"),
    "fewer_there": marked("{key}: {least} agents at least (minimum_staff)"),
    "fewer_of_role": marked("{role}: {count} on duty at least"),
    "no_limit_on_agents": marked("no limit on agents instead of {most}"),
    "less_rest": marked("{new} of rest instead of {old}"),
    "more_days_in_row": marked("{days} days in a row"),
    "fewer_days_off_in_row": marked("{days} days off side by side a week"),
    "weeks_in_any_order": marked("weeks of {least} to {most} days in any order"),
    "phase_of_each": marked("each agent in a phase of its own"),
    "days_off_over_weeks": marked("days off side by side over the end of a week too"),
    "shorter_rows": marked("{days} working days in a row at least"),
    "shorter_time_off": marked("{days} days off in a row at least"),
    "fewer_off_in_any": marked("{off} days off in any {days}"),
    "more_weekends": marked("up to {most} weekends worked in the period"),
    "more_weekends_in_row": marked("up to {most} weekends worked in a row"),
    "half_weekends": marked("Saturday or Sunday alone too"),
    "fewer_free_sundays": marked("{least} free Sundays"),
    "less_rest_after_nights": marked("{new} of rest behind nights instead of {old}"),
    "more_nights_in_row": marked("up to {most} nights in a row"),
    "succession_allowed": marked("{second} on the day after {first} too"),
    "shifts_may_change": marked("different shifts within a week"),
    "earlier_next_day": marked("an earlier start on the day after a shift too"),
    "key_up_to": marked("{key} up to {most}"),
    "key_from": marked("{key} from {least} on"),
    "starts_earlier": marked("starts from {clock} on"),
    "starts_later": marked("starts up to {clock}"),
    "starts_at_any_time": marked("starts at any time of the day"),
    "days_a_week": marked("{least} to {most} days a week"),
    "wider_break": marked("the break may start {first} to {last} into the shift"),
    "no_activity": marked("no {activity}"),
    "shorter_activity": marked("{activity} of {length}"),
    "activity_any_day": marked("{activity} on any weekday"),
    "later_threshold": marked("a threshold of {seconds:.0f} s"),
}
"""Rules changed by one step."""
SENTENCES = PROGRESS | WARNINGS | FORECASTING | INFEASIBLE | REMEDIES | CHANGES
"""All of them, in English; places in braces are filled from a message's values."""
