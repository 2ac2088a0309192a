import type { Owner, Place } from './authenticated-context.ts';

export type VaultFault =
  /** The text was not made by the vault, or was cut. */
  | 'not_sealed'
  /** The text was changed, or was sealed for another owner, table, item or field. */
  | 'not_authentic'
  /** The owner never had a key. */
  | 'key_missing'
  /** The owner's key was destroyed, so that nothing more can be sealed for her. */
  | 'key_destroyed';

/** A bug or a meddled table, never the caller's fault. Names where it happened, and holds nothing of the content. */
export class VaultError extends Error {
  readonly fault: VaultFault;

  constructor(fault: VaultFault, owner: Owner, place?: Place) {
    super(`The vault failed (${fault}) for ${owner}${place === undefined ? '' : `, field ${place.field}`}.`);
    this.name = 'VaultError';
    this.fault = fault;
  }
}
