"""The texts that the page's script shows, in the language in use."""

from __future__ import annotations

from staffplan.words.language import _


def script_texts() -> dict[str, str]:
    """Texts that the page's script shows, by the name it knows them by."""
    return {
        "agents_shown": _("{shown} of {all} agents, {shifts} shifts"),
        "agents_shown_day": _("{shown} of {all} agents work on {day}, ordered by start"),
        "no_match": _("No agent matches these filters."),
        "agent": _("Agent"),
        "slot_readout": _("{when}: need {need}, on duty {duty}, service {service}, {inquiries} inquiries for agents"),
        "nobody_asks": _("nobody asks"),
        "shift_readout": _("Agent {agent}, {contract}: {day}, {start}–{end}, breaks {breaks}, {paid} paid hours"),
        "no_breaks": _("none"),
        "agent_readout": _("Agent {agent}, {contract}: {shifts} shifts, {paid} paid hours"),
        "next_day": _("+1 day"),
        "rows": _("Rows {first}–{last} of {all}"),
        "no_rows": _("No rows"),
        "weeks_from": _("Week from {day}"),
        "break": _("break"),
        "person_figures": _(
            "{hours} paid hours · {nights} nights · {weekends} weekends · {rest} rest days · "
            "{leave} days of leave · {sick} sick days"
        ),
    }
