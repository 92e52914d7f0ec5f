"""What the service stage hands on: the need, and the service that numbers of agents on duty give."""
