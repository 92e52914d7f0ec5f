"""What the service stage says about numbers of agents on duty."""
