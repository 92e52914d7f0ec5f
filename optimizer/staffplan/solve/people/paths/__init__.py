"""Every tour that a person may work, as paths through a network, and the best of them."""
