/** A reason for which nothing can start that the person can mend; its message is one clear line. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
