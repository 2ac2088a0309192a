/** A reason why nothing can start that the person can fix; its message is one clear line. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
