/** The stack can't start, for a reason that the person who starts it can mend. The message is one clear line. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
