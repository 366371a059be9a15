"""Confinement: what a process gives up before it reads a file that nobody vouches for.

Four layers, each used where the system has it; any one of the last three alone forbids to open a file:

- limits on memory, processor time and the size of written files (POSIX)
- no more open files than stand open (POSIX; on macOS this is what holds)
- Landlock: no path can be opened, no port connected (Linux 5.13 and later)
- a filter of system calls: those that decoding needs, all others fail with EPERM (Linux on x86-64 and ARM64)

On Windows none of them is there: the process has an empty environment, one open file and a deadline, no more.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

MEMORY = 1 << 31
"""Bytes of address space; a decoder needs some hundred million, libraries and stacks counted."""
CPU = 2 * 3600
"""Seconds of processor time: a day of the slowest codec takes a tenth."""

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _EPERM = 0x7FFF0000, 0x00050001
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CALLS = {
    # read, write, close, fstat, lseek, mmap, mprotect, munmap, brk, rt_sigaction, rt_sigprocmask, rt_sigreturn, pread64, readv,
    # writev, sched_yield, mremap, madvise, nanosleep, getpid, exit, uname, sigaltstack, gettid, futex, getrusage,
    # sched_getaffinity, clock_gettime, clock_getres, clock_nanosleep, exit_group, restart_syscall, set_robust_list, getrandom,
    # rseq, gettimeofday, membarrier
    "x86_64": (
        0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 20, 24, 25, 28, 35, 39, 60, 63, 131, 186, 202, 98, 204, 228, 229, 230,
        231, 219, 273, 318, 334, 96, 324,
    ),
    "aarch64": (
        63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 67, 65, 66, 124, 216, 233, 101, 172, 93, 160, 132, 178, 98, 165,
        123, 113, 114, 115, 94, 128, 99, 278, 293, 169, 283,
    ),
}  # fmt: skip
"""The numbers of what decoding needs: reading, writing, memory, time, waiting and ending. No open, no socket, no process."""


def confine() -> list[str]:
    """Gives up all that decoding does not need, for good, and returns the layers that hold."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    held = _limits("AS", "CPU", "FSIZE", "CORE")
    if libc is not None and libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        held += ["no new privileges", *_landlock(libc)]
        held += _limits("NOFILE")  # Landlock's rules are a file themselves, so this comes after them
        return held + _filter(libc)
    return held + _limits("NOFILE")


_MOST = {"AS": MEMORY, "CPU": CPU, "FSIZE": 0, "CORE": 0, "NOFILE": 0}


def _limits(*names: str) -> list[str]:
    try:
        import resource
    except ImportError:  # Windows
        return []
    held = []
    for name in names:
        number = getattr(resource, f"RLIMIT_{name}", None)
        try:
            if number is not None:
                resource.setrlimit(number, (_MOST[name], _MOST[name]))
                held.append(name)
        except (ValueError, OSError):  # macOS knows RLIMIT_AS and does not set it
            continue
    return held


def _landlock(libc: ctypes.CDLL) -> list[str]:
    """Rules without a single permission: everything that the kernel can forbid is forbidden."""
    version = libc.syscall(444, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return []
    files = (1 << (13 if version == 1 else 14 if version == 2 else 15 if version < 5 else 16)) - 1
    rules = struct.pack("QQQ", files, 3 if 4 <= version else 0, 3 if 6 <= version else 0)
    rules = rules[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = libc.syscall(444, ctypes.create_string_buffer(rules, len(rules)), ctypes.c_size_t(len(rules)), 0)
    if ruleset < 0:
        return []
    return ["Landlock"] if libc.syscall(446, ruleset, 0) == 0 else []


def _filter(libc: ctypes.CDLL) -> list[str]:
    """A filter that allows the calls of the table and lets every other fail."""
    machine = platform.machine()
    if machine not in _CALLS or struct.calcsize("P") != 8:
        return []
    calls = _CALLS[machine]

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    load, equal, answer = 0x20, 0x15, 0x06
    program = [
        step(load, 0, 0, 4),  # the architecture: numbers mean something else in another
        step(equal, 1, 0, _AUDIT[machine]),
        step(answer, 0, 0, _EPERM),
        step(load, 0, 0, 0),  # the number of the call
    ]
    for place, number in enumerate(calls):
        program.append(step(equal, len(calls) - place, 0, number))
    program += [step(answer, 0, 0, _EPERM), step(answer, 0, 0, _ALLOW)]
    steps = ctypes.create_string_buffer(b"".join(program))
    whole = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(steps)))
    return ["system calls"] if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, whole, 0, 0) == 0 else []
