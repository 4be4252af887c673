"""A process that can open no connection, whatever it is made to run; its files and what is open stay as they are.

Origin: seccomp filters of Linux (kernel documentation, userspace-api/seccomp_filter).
"""

import ctypes
import platform
from struct import pack

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}  # of a machine: its mark, its call for a socket
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOWED, _REFUSED = 0x7FFF0000, 0x00050000 | 13  # not permitted
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def unplug() -> bool:
    """Refuse every new socket to this process from now on; False where the system has no way to do so."""
    known = _SOCKET.get(platform.machine()) if platform.system() == "Linux" else None
    if known is None:
        return False
    machine, call = known
    steps = [
        (_LOAD, 0, 0, 4),  # the machine
        (_EQUAL, 0, 3, machine),
        (_LOAD, 0, 0, 0),  # the call
        (_EQUAL, 0, 1, call),
        (_RETURN, 0, 0, _REFUSED),
        (_RETURN, 0, 0, _ALLOWED),
    ]
    program = _Program(len(steps), b"".join(pack("HBBI", *step) for step in steps))
    system = ctypes.CDLL(None)
    if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(system.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
