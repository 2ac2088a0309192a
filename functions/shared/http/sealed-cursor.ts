import { invalidCursorError, type PageKey, parsePageKey } from '../fields/cursor.ts';
import type { Caller } from '../reach/caller.ts';
import type { AuthenticatedContext } from '../vault/authenticated-context.ts';
import { type EncryptedText, encryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';

/**
 * Cursors of lists that leave out what the caller does not reach. A page may end at a record that was left out, so its cursor is encrypted, and
 * bound to the caller and the route: nobody reads it, makes one up, or borrows another person's (docs/decisions/0139-sealed-cursors.md).
 */

type Asked = { readonly route: string; readonly caller: Pick<Caller, 'personId'> };

const contextOf = ({ route, caller }: Asked): AuthenticatedContext => ({
  table: 'cursors',
  item: { pk: route, sk: caller.personId },
  field: 'cursor',
});

/** The `cursor` field of a page. An empty object if there is no next page. */
export const sealedCursorField = async (
  vault: Pick<Vault, 'encrypt'>,
  asked: Asked,
  next: Readonly<Record<string, unknown>> | undefined,
): Promise<{ cursor?: string }> =>
  next === undefined
    ? {}
    : { cursor: String(await vault.encrypt('organisation', contextOf(asked), JSON.stringify(next))) };

/**
 * Decrypts the cursor of a list; undefined for the first page.
 * @throws AppError `invalid_cursor` for anything that `sealedCursorField` has not made for this caller and route
 */
export const openSealedCursor = async (
  vault: Pick<Vault, 'decrypt'>,
  asked: Asked,
  cursor: string | undefined,
): Promise<PageKey | undefined> => {
  if (cursor === undefined) return undefined;
  const sealed: EncryptedText = encryptedText.parse(cursor);
  let text: string | null;
  try {
    text = await vault.decrypt('organisation', contextOf(asked), sealed);
  } catch (error) {
    if (error instanceof VaultError && ['not_ciphertext', 'not_authentic'].includes(error.fault)) {
      throw invalidCursorError();
    }
    throw error;
  }
  // Null if the organisation's key was destroyed, which nothing does.
  if (text === null) throw invalidCursorError();
  return parsePageKey(text);
};
