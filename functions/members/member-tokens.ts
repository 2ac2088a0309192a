import { fullNameContext, fullNameKeys } from '../names/full-names.ts';
import type { Vault } from '../vault/vault.ts';
import { termsOf } from './search-tokens.ts';

/** The keyed tokens by which a member is found, and her full name in plaintext fields. */
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
