"""The version, alone in its file: pages and tools name it without the door that the package's own file opens."""

__version__ = "0.1.0"
