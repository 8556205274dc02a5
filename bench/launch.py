"""Start one command, wait for it and say what it took: seconds, processor seconds, peak of `ru_maxrss`, how it ended, 1 if it was stopped.

    python -I -S bench/launch.py LIMIT COMMAND...

Run as a process of its own that holds next to nothing: until it is replaced, a new process counts the memory of the one that started it in its own peak. The
figures go to stderr; what the command says on stderr goes nowhere.
"""

import os
import signal
import sys
import time


def main() -> None:
    limit, command = float(sys.argv[1]), sys.argv[2:]
    quiet = [(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    late = False
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet, setsid=True)

    def stop(*_: object) -> None:
        nonlocal late
        late = True
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    cpu = usage.ru_utime + usage.ru_stime
    print(seconds, cpu, usage.ru_maxrss, os.waitstatus_to_exitcode(status), int(late), file=sys.stderr)


if __name__ == "__main__":
    main()
