import { fullNameContext, fullNameKeys } from '../../shared/names/full-names.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { termsOf } from './search-terms.ts';

/**
 * Makes the keyed tokens of a member: of the terms by which a search finds her, and of her full name, with which plaintext
 * fields are searched, since no name may stand there.
 */
export const createMemberTokens = (vault: Pick<Vault, 'token'>) => ({
  searchTokensOf: async (name: string, phone: string | undefined): Promise<string[]> => {
    const tokens = await Promise.all(
      termsOf(name, phone).map(({ context, text }) => vault.token(context, text)),
    );
    return [...new Set(tokens)];
  },

  fullNameTokensOf: (name: string): Promise<string[]> =>
    Promise.all(fullNameKeys(name).map((key) => vault.token(fullNameContext, key))),
});
