import { fullNameContext, fullNameKeys } from '../../shared/names/full-names.ts';
import { formsOf, soundOfPlace } from '../../shared/names/likeness.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { Likeness } from './definition.ts';
import { lastDigitsOf, termsOf } from './search-terms.ts';

/** Characters of a token of likeness: 66 bits. Each word has some seven, in each of her items. */
const tokenLength = 11;

/**
 * Makes the keyed tokens of a member: of the terms by which a search finds her, of what makes her like another record, and of
 * her full name, with which plaintext fields are searched, since no name may stand there.
 */
export const createMemberTokens = (vault: Pick<Vault, 'token'>) => ({
  searchTokensOf: async (name: string, phone: string | undefined): Promise<string[]> => {
    const tokens = await Promise.all(
      termsOf(name, phone).map(({ context, text }) => vault.token(context, text)),
    );
    return [...new Set(tokens)];
  },

  /** @param of of an erased member nothing is left by which she could be found */
  likenessOf: async (of: {
    readonly name: string;
    readonly phone: string | undefined;
    readonly mandal: string;
  }): Promise<Likeness> => {
    const tokenOf = async (context: string, text: string) =>
      (await vault.token(`likeness/${context}`, text)).slice(0, tokenLength);
    const words = await Promise.all(
      formsOf(of.name).map((forms) => Promise.all(forms.map((form) => tokenOf('word', form)))),
    );
    return {
      words,
      mandal: await tokenOf('mandal', soundOfPlace(of.mandal)),
      ...(of.phone === undefined ? {} : { phone: await tokenOf('phone', lastDigitsOf(of.phone)) }),
    };
  },

  fullNameTokensOf: (name: string): Promise<string[]> =>
    Promise.all(fullNameKeys(name).map((key) => vault.token(fullNameContext, key))),
});
