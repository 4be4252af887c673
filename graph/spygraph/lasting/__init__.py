"""A store that lasts: versions in a folder, each built aside, stamped and then never changed, one of them current.

Origin: write aside, make durable, rename, and keep a digest of everything that is trusted (as in Git's object store).
"""

from spygraph.lasting.building import build
from spygraph.lasting.opening import current, open_store, read_stamp, version_name
from spygraph.lasting.stamp import Stamp, UnusableError, Version

__all__ = ["Stamp", "UnusableError", "Version", "build", "current", "open_store", "read_stamp", "version_name"]
