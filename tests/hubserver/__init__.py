"""A Hugging Face Hub on loopback, which the unmodified client talks to over real HTTP."""

from hubserver import faults
from hubserver.data import Hub
from hubserver.quota import Quota
from hubserver.server import HubServer, Seen

__all__ = ["Hub", "HubServer", "Quota", "Seen", "faults"]
