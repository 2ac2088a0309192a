import { formatDate, formatRupees } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import type { MemberAccount, PaperLine } from './paper-content.ts';
import { t } from './text.ts';

/** What a woman's papers have in common: her passbook, the card of a loan, and the receipt of a meeting. */

export type PaperProps = {
  readonly account: MemberAccount;
  /** Undefined: the paper has a line on which to write it by hand. */
  readonly name: string | undefined;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
};

/** A date (`YYYY-MM-DD`) in the reader's language. */
export const dateOf = (date: string): string => formatDate(date, language());

/** What a line of the paper is about, in words. */
export const textOfKind = ({ kind }: PaperLine): string => t(`paper.${kind}`);

/** A cell with an amount of money. */
export const Amount = ({ paise }: { readonly paise: number }) => (
  <td class="number">{formatRupees(paise)}</td>
);

type Heading = Parameters<typeof t>[0];

/** The headings of a paper's table: columns of text, then columns of amounts. */
export const Headings = ({
  texts,
  amounts,
}: {
  readonly texts: readonly Heading[];
  readonly amounts: readonly Heading[];
}) => (
  <thead>
    <tr>
      {texts.map((key) => (
        <th scope="col" key={key}>
          {t(key)}
        </th>
      ))}
      {amounts.map((key) => (
        <th scope="col" class="number" key={key}>
          {t(key)}
        </th>
      ))}
    </tr>
  </thead>
);
