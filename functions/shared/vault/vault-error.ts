import { PrintableError } from '../errors/errors.ts';
import type { AuthenticatedContext, Owner } from './authenticated-context.ts';

export type VaultFault =
  /** The text is not a ciphertext of the vault, or was truncated. */
  | 'not_ciphertext'
  /** The text was changed, or encrypted for another owner, table, item or field. */
  | 'not_authentic'
  /** The owner never had a key. */
  | 'key_missing'
  /** The owner's key was destroyed, so nothing more can be encrypted for her. */
  | 'key_destroyed';

/** A bug or a manipulated table, never the caller's fault. It names the context and none of the content. */
export class VaultError extends PrintableError {
  readonly fault: VaultFault;

  constructor(fault: VaultFault, owner: Owner, context?: AuthenticatedContext) {
    super(
      `The vault failed (${fault}) for ${owner}${context === undefined ? '' : `, field ${context.field}`}.`,
    );
    this.name = 'VaultError';
    this.fault = fault;
  }
}
