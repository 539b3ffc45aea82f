// Faults that the person at the terminal can mend: shown as one line, without a stack.

/** Something is missing, taken or set wrongly; exit code 1. */
export class UsageFault extends Error {
  override readonly name: string = 'UsageFault';
}

/** The command was called wrongly; exit code 2. */
export class WrongCall extends UsageFault {
  override readonly name = 'WrongCall';
}
