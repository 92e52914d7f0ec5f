"""The steady-state queue of one slot: Erlang and chat, absence, and the curves made of them."""
