"""What the program ends with where no answer was given and no input was at fault (docs/reference/exit-codes.md)."""

INTERRUPTED = 130  # 128 and the number of the signal, as a shell has it
