import { fullNameKeys } from '../../shared/names/full-names.ts';
import { plainOf } from '../../shared/names/name-words.ts';
import type { Vault } from '../../shared/vault/vault.ts';

/** The token context of the names of leaders and staff, separate from that of members. */
const context = 'name of a person';

/** A name in two scripts is often written as one text: `వెన్నెల (Vennela)`. */
const parts = /[()/]/;

/**
 * The keyed tokens of a person's name, so that names can be compared without reading them. Two people whose names are spelt alike, or
 * sound alike in Telugu or Roman letters, share one.
 */
export const nameTokensOf = async (vault: Pick<Vault, 'token'>, name: string): Promise<string[]> => {
  const texts = [name, ...name.split(parts)].map((text) => text.trim()).filter((text) => text !== '');
  // The first key is for a name without a readable word, which has no other.
  const keys = [`exact:${plainOf(name)}`, ...texts.flatMap(fullNameKeys)];
  return Promise.all([...new Set(keys)].map((key) => vault.token(context, key)));
};
