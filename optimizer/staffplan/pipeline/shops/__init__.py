"""Many shops planned at once, each as ``solve`` would, and the whole of them."""
