// Faults that the person at the terminal can mend: shown as one line, without a stack.

export class UsageFault extends Error {
  override readonly name = 'UsageFault' as const;
}
