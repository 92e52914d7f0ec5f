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
    "sharing_nights": marked("sharing nights and weekends fairly"),
    "checking_schedule": marked("checking the finished schedule"),
    "evaluating_queue": marked("evaluating the schedule as one queue"),
    "explaining_bound": marked("explaining the bound"),
    "finding_remedies": marked("no legal plan: looking for what would have to change"),
    "writing_files": marked("writing the files"),
    "points_done": marked("{done} of {count} points"),
    "searching_year": marked("looking at the year with every bot"),
    "planning_seasons": marked("planning the seasons with bot: {bot}"),
    "splitting_seasons": marked("splitting the seasons into legal tours"),
    "checking_schedules": marked("checking the finished schedules"),
    "planning_without": marked("planning the year again without one measure: {measure}"),
    "checking_rules": marked("checking every rule and following the queue through the period"),
    "following_queue": marked("following the queue through the period"),
    "stopping": marked("stopping; the best plan so far is kept (Ctrl-C again: quit at once)"),
}
"""What a command is doing."""
WARNINGS = {
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
        "the need of {given} of {all} intervals is the forecast's column required, not what the target takes"
    ),
    "left_outside": marked("{left:.0f} inquiries come outside the opening hours and are not planned for"),
    "messages_due_later": marked(
        "{later:.0f} of {left:.0f} messages are due after the period: the next plan replies to them"
    ),
    "handed_to_suppliers": marked("{count:.0f} inquiries of this period are handed to suppliers paid per inquiry"),
    "of_plan": marked("{plan}: {warning}"),
    "changed_by_hand": marked("{count} days of agents were changed by hand"),
    "dates_expected": marked("{preset} {year}: {first} to {last} is what is expected; set from and to once announced"),
    "season_misses_target": marked("{season}: the finished schedule misses its target ({share:.1%} certified)"),
    "tours_need_more": marked(
        "{season}: legal tours need {more} more agents than the year's model; they are not in the bill"
    ),
}
"""What a planner should know before using a result."""
INFEASIBLE = {
    "rules_contradict": marked("No legal plan exists: the rules of a contract contradict its least headcount."),
    "need_not_covered": marked(
        "No legal plan covers the need: {slots} slots stay short, {agents:.0f} agent-slots in all."
    ),
    "service_not_reached": marked(
        "No legal plan gives all that is asked: every slot has its least agents, and these are missed."
    ),
    "more_service_not_reached": marked("no legal plan gives that much service"),
    "stretch_short": marked("{date} {first}-{last}: {count} agents short"),
    "more_stretches": marked("and {more} more stretches"),
    "group_missed": marked("{label}: the share answered in time cannot be reached"),
    "messages_late": marked("{date}: {hours:.1f} agent-hours lack for the messages due by then"),
    "season_infeasible": marked("Season {name}: {summary}"),
    "year_infeasible": marked(
        "No plan of the year keeps all of its limits, though each season alone could be planned."
    ),
}
"""Why there is no legal plan, and what stays short."""
REMEDIES = {
    "change_would_do": marked("This change would do: {change}"),
    "change_helps_most": marked("No single step would do; most would help: {change}"),
    "accept_less": marked("Or accept less: a lower target.slot_floor or target.share, or shorter opening.hours."),
    "more_time_for_messages": marked(
        "Or give messages more time: a longer messages.reply_within, or a lower messages.share."
    ),
    "raise_limits": marked("Let limits.monthly_spend, limits.labour_share or limits.agents_per_season be higher,"),
    "allow_more_heads": marked("or allow more heads (headcount, most_seats), seasonal contracts, vendors or a bot."),
}
"""What would help where there is none."""
CHANGES = {
    "contract_change": marked("{contract}: {change}"),
    "clock_set_back": marked(
        "the clock is set back by {by} on {date}, so the same hours by the clock last longer: shifts of {lengths} as "
        "well"
    ),
    "clock_set_forward": marked(
        "the clock is set forward by {by} on {date}, so the same hours by the clock are shorter: shifts of {lengths} "
        "as well"
    ),
    "no_limit_on_agents": marked("no limit on agents instead of {most}"),
    "less_rest": marked("{new} of rest instead of {old}"),
    "more_days_in_row": marked("{days} days in a row"),
    "fewer_days_off_in_row": marked("{days} days off side by side a week"),
    "starts_earlier": marked("starts from {clock} on"),
    "starts_later": marked("starts up to {clock}"),
    "starts_at_any_time": marked("starts at any time of the day"),
    "days_a_week": marked("{least} to {most} days a week"),
    "wider_break": marked("the break may start {first} to {last} into the shift"),
    "later_threshold": marked("a threshold of {seconds:.0f} s"),
}
"""Rules changed by one step."""
SENTENCES = PROGRESS | WARNINGS | INFEASIBLE | REMEDIES | CHANGES
"""All of them, in English; places in braces are filled from a message's values."""
