"""Run a function in a process of its own, and decide at each of its changing system calls what becomes of it.

The child asks the kernel (seccomp) to stop it at the calls of `torture.calls`, and its parent (ptrace) lets each
go on, fail, be cut short, or be the process's last. Nothing but Python and a Linux that allows it is needed.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from torture.calls import Kind, changes, table

GO, KILL, KILL_AFTER, KILL_HALFWAY = 0, -1, -2, -3
"""What to do at a call: let it be done; or the process ends before it, after it, or when half is written.

A positive number is an error code with which the call fails instead of being done.
"""

_TRACEME, _CONT, _GETREGSET, _SETREGSET = 0, 7, 0x4204, 0x4205
_SYSCALL, _SETOPTIONS, _GET_INFO = 24, 0x4200, 0x420E
_SECCOMP_STOP = 7
_OPTIONS = 0x100000 | 0x80 | 0x8 | 0x4 | 0x2 | 0x1
"""EXITKILL, TRACESECCOMP, TRACECLONE, TRACEVFORK, TRACEFORK, TRACESYSGOOD."""
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_ALL = 0x40000000
"""``__WALL``: threads count as children, too."""


class Call(NamedTuple):
    """A changing call that a process is about to make."""

    number: int
    """Which of its calls this is, from 0."""
    name: str
    paths: tuple[str, ...]
    length: int
    """How many bytes it would write; 0 for a call that writes none."""
    folder: bool = False
    """Whether the (last) file that it is about is a folder that is there."""


class Ended(NamedTuple):
    """How a run ended."""

    code: int | None
    """The exit code; None if the process was killed."""
    calls: tuple[Call, ...]


class _Registers(NamedTuple):
    """Where a machine keeps what we change: indices of 8-byte registers."""

    how_many: int
    number: int | None
    """None: the number of the call is in a set of its own (aarch64)."""
    result: int
    arguments: tuple[int, ...]


_MACHINES = {
    "x86_64": _Registers(27, 15, 10, (14, 13, 12, 7, 9, 8)),
    "aarch64": _Registers(34, None, 0, (0, 1, 2, 3, 4, 5)),
}


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def possible() -> str:
    """Why nothing can be traced here; ``""`` if it can."""
    if sys.platform != "linux":
        return "only Linux has the calls that this takes"
    if platform.machine() not in _MACHINES:
        return f"the numbers of system calls on {platform.machine()} are not known here"
    try:
        ended = run(lambda: 7, ("/",), lambda _: GO)
    except OSError as error:
        return f"this system lets no process be traced: {error.strerror}"
    return "" if ended.code == 7 else "this system lets no process be traced"


def run(
    function: Callable[[], int],
    folders: Sequence[str],
    decide: Callable[[Call], int],
    output: str = os.devnull,
) -> Ended:
    """Run a function in a forked process; ask ``decide`` at each call that could change something in ``folders``.

    Its result is the exit code; what it prints goes to the file ``output``. Raises OSError where that can't be.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        _begin(function, output)
    return _Tracer(
        child, tuple(f"{os.path.realpath(folder).rstrip('/')}/" for folder in folders), decide
    ).run()


# --- the child ---------------------------------------------------------------------------------------


def _begin(function: Callable[[], int], output: str) -> None:
    """Be the child: never returns."""
    code = 70
    try:
        out = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (out, 1), (out, 2)):
            os.dup2(source, target)
        _ptrace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        _filter(sorted(table()))
        code = function()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


def _filter(numbers: Sequence[int]) -> None:
    """Ask to be stopped at these calls, and at no other."""
    library = _library()
    load = struct.pack("<HBBI", 0x20, 0, 0, 0)  # the call's number
    tests = b"".join(
        struct.pack("<HBBI", 0x15, len(numbers) - at, 0, number) for at, number in enumerate(numbers)
    )
    code = load + tests + struct.pack("<HBBI", 0x06, 0, 0, _ALLOW) + struct.pack("<HBBI", 0x06, 0, 0, _TRACE)
    program = _Program(len(code) // 8, code)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or library.prctl(
        _PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "no filter for system calls is to be had")


# --- the parent --------------------------------------------------------------------------------------


class _Tracer:
    """What a parent knows of one run."""

    def __init__(self, child: int, folders: tuple[str, ...], decide: Callable[[Call], int]) -> None:
        self.child, self.folders, self.decide = child, folders, decide
        self.kinds = table()
        self.calls: list[Call] = []
        self.known = {child}
        self.last: set[int] = set()
        """Threads whose call is let through, and then the process ends."""

    def run(self) -> Ended:
        """Follow the child to its end."""
        _, status = os.waitpid(self.child, 0)
        if not os.WIFSTOPPED(status):
            raise OSError(1, "the child could not ask to be traced")
        _ptrace(_SETOPTIONS, self.child, 0, _OPTIONS)
        _ptrace(_CONT, self.child, 0, 0)
        code: int | None = None
        while self.known:
            one, status = os.waitpid(-1, _ALL)
            if os.WIFSTOPPED(status):
                self._stopped(one, status >> 8)
                continue
            self.known.discard(one)
            if one == self.child:
                code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
        return Ended(code, tuple(self.calls))

    def _stopped(self, one: int, reason: int) -> None:
        self.known.add(one)
        number, event = reason & 0xFF, reason >> 8
        if event == _SECCOMP_STOP:
            return self._at_call(one)
        if number == signal.SIGTRAP | 0x80:  # a call that was let through is done
            return self._end() if one in self.last else _go_on(one)
        passed = 0 if event or number == signal.SIGSTOP else number
        return _go_on(one, signal_number=passed)

    def _at_call(self, one: int) -> None:
        number, arguments = _about(one)
        kind = self.kinds.get(number)
        paths = _paths(one, kind, arguments) if kind and changes(kind, arguments) else ()
        if kind is None or not any(f"{path}/".startswith(self.folders) for path in paths):
            return _go_on(one)
        length = 0 if kind.length is None else arguments[kind.length]
        call = Call(len(self.calls), kind.name, paths, length, os.path.isdir(paths[-1]))
        self.calls.append(call)
        answer = self.decide(call)
        if answer == KILL:
            return self._end()
        if answer in (KILL_AFTER, KILL_HALFWAY):
            if answer == KILL_HALFWAY and kind.length is not None:
                _cut(one, kind.length, length // 2)
            self.last.add(one)
            return _go_on(one, _SYSCALL)
        if answer > 0:
            _fail(one, answer)
        return _go_on(one)

    def _end(self) -> None:
        for one in self.known:
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _go_on(one: int, how: int = _CONT, signal_number: int = 0) -> None:
    try:
        _ptrace(how, one, 0, signal_number)
    except ProcessLookupError:
        return  # it was killed meanwhile


def _about(one: int) -> tuple[int, tuple[int, ...]]:
    """Number and arguments of the call at which a thread stands."""
    info = ctypes.create_string_buffer(88)
    _ptrace(_GET_INFO, one, len(info), info)
    number, *arguments = struct.unpack_from("<7Q", info.raw, 24)
    return number, tuple(arguments)


def _paths(one: int, kind: Kind, arguments: tuple[int, ...]) -> tuple[str, ...]:
    """The files that a call is about, as absolute paths."""
    found = []
    for place in kind.where:
        at = int(place[-1])
        if place.startswith("fd"):
            found.append(_link(one, f"fd/{_signed(arguments[at])}"))
            continue
        text = _text(one, arguments[at + 1 if place.startswith("at") else at])
        folder = "cwd"
        if place.startswith("at") and _signed(arguments[at]) >= 0:
            folder = f"fd/{_signed(arguments[at])}"
        full = os.path.normpath(text if text.startswith("/") else os.path.join(_link(one, folder), text))
        found.append(os.path.join(os.path.realpath(os.path.dirname(full)), os.path.basename(full)))
    return tuple(found)


def _signed(value: int) -> int:
    return ctypes.c_int(value & 0xFFFFFFFF).value


def _link(one: int, name: str) -> str:
    try:
        return os.readlink(f"/proc/{one}/{name}")
    except OSError:
        return ""


def _text(one: int, address: int) -> str:
    """A zero-terminated text in the memory of a thread."""
    with open(f"/proc/{one}/mem", "rb", buffering=0) as memory:
        parts = b""
        while b"\0" not in parts:
            memory.seek(address + len(parts))
            parts += memory.read(min(4096, 4096 - (address + len(parts)) % 4096))
    return os.fsdecode(parts.partition(b"\0")[0])


def _cut(one: int, argument: int, length: int) -> None:
    """Let a call write less than it was asked to."""
    machine = _MACHINES[platform.machine()]
    registers = _registers(one)
    registers[machine.arguments[argument]] = length
    _set_registers(one, registers)


def _fail(one: int, code: int) -> None:
    """Let a call that is about to begin fail instead."""
    machine = _MACHINES[platform.machine()]
    registers = _registers(one)
    registers[machine.result] = (1 << 64) - code
    if machine.number is not None:
        registers[machine.number] = (1 << 64) - 1
    _set_registers(one, registers)
    if machine.number is None:
        number = ctypes.c_int(-1)
        vector = _Vector(ctypes.addressof(number), ctypes.sizeof(number))
        _ptrace(_SETREGSET, one, 0x404, ctypes.byref(vector))


def _registers(one: int) -> ctypes.Array[ctypes.c_ulonglong]:
    registers = (ctypes.c_ulonglong * _MACHINES[platform.machine()].how_many)()
    vector = _Vector(ctypes.addressof(registers), ctypes.sizeof(registers))
    _ptrace(_GETREGSET, one, 1, ctypes.byref(vector))
    return registers


def _set_registers(one: int, registers: ctypes.Array[ctypes.c_ulonglong]) -> None:
    vector = _Vector(ctypes.addressof(registers), ctypes.sizeof(registers))
    _ptrace(_SETREGSET, one, 1, ctypes.byref(vector))


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _ptrace(request: int, one: int, address: int, data: object) -> None:
    given = ctypes.c_void_p(data) if isinstance(data, int) else data
    library = _library()
    library.ptrace.restype = ctypes.c_long
    if library.ptrace(ctypes.c_long(request), ctypes.c_long(one), ctypes.c_void_p(address), given) == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
