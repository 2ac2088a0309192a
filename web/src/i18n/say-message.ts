import type { CompiledIcuChoices, CompiledMessage } from '@lingui/message-utils/compileMessage';

/** The values of a message's placeholders: `{ count: 3 }`. */
export type Values = Readonly<Record<string, string | number>>;
/** Compiled messages by their keys. The build compiles them (web/build/messages.ts). */
export type Messages = Readonly<Record<string, CompiledMessage>>;

/** Kept, since creating a format takes a cheap phone longer than drawing a frame. */
const formats = new Map<string, { readonly number: Intl.NumberFormat; readonly plural: Intl.PluralRules }>();

function formatsOf(locale: string) {
  let found = formats.get(locale);
  if (found === undefined) {
    found = { number: new Intl.NumberFormat(locale), plural: new Intl.PluralRules(locale) };
    formats.set(locale, found);
  }
  return found;
}

/**
 * A compiled message in words, as Lingui says it: with what our messages use, which are values, numbers and plurals.
 * @param counted the number of the plural that this is a case of
 */
export function sayMessage(
  message: CompiledMessage,
  locale: string,
  values: Values,
  counted?: number,
): string {
  return message
    .map((token) => {
      if (token === '#' && counted !== undefined) return formatsOf(locale).number.format(counted);
      if (typeof token === 'string') return token;
      const [name, kind, choices] = token;
      const value = values[name] ?? '';
      if (kind === undefined) return value;
      const { number, plural } = formatsOf(locale);
      const count = Number(value);
      if (!isChoices(choices)) return number.format(count);
      const chosen = choices[count] ?? choices[plural.select(count)] ?? choices.other;
      return chosen === undefined ? '' : sayMessage(chosen, locale, values, count);
    })
    .join('');
}

const isChoices = (choices: unknown): choices is CompiledIcuChoices =>
  typeof choices === 'object' && choices !== null;
