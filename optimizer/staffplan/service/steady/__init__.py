"""The queue of one slot in its steady state: Erlang and chat, absence, and the service curves made of them."""
