import type { ComponentChildren } from 'preact';
import { pagesOf, passbookOf } from './paper-content.ts';
import { PaperFrame } from './paper-frame.tsx';
import { Amount, dateOf, Headings, type PaperProps, textOfKind } from './paper-parts.tsx';
import { t } from './text.ts';

/** As many rows as fit on A4 in the print style. */
const rowsPerPage = 26;

/** A frame for a table that may be wider than a phone: it scrolls sideways, by keyboard too. */
const ScrollingFrame = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
  <section class="paper-scroll" aria-label={title} tabIndex={0}>
    {children}
  </section>
);

/** A woman's passbook: each line of her account with the balances after it, over as many pages as it takes. */
export function PassbookPages({ account, name, asOf }: PaperProps) {
  const { before, rows } = passbookOf(account);
  return (
    <>
      {pagesOf(rows, rowsPerPage).map((page, pageIndex) => (
        <PaperFrame title={t('paper.passbook')} name={name} asOf={asOf} key={pageIndex}>
          <ScrollingFrame title={t('paper.passbook')}>
            <table>
              <Headings
                texts={['paper.date', 'paper.what']}
                amounts={['paper.amount', 'paper.savings', 'paper.owed']}
              />
              <tbody>
                {/* Her balances before the first line, unless both are 0. */}
                {pageIndex === 0 && (before.savingsPaise !== 0 || before.owedPaise !== 0) && (
                  <tr>
                    <td />
                    <td>{t('paper.forward')}</td>
                    <td />
                    <Amount paise={before.savingsPaise} />
                    <Amount paise={before.owedPaise} />
                  </tr>
                )}
                {page.map((row, index) => (
                  <tr key={index}>
                    <td>{dateOf(row.on)}</td>
                    <td>{textOfKind(row)}</td>
                    <Amount paise={row.amountPaise} />
                    <Amount paise={row.savingsPaise} />
                    <Amount paise={row.owedPaise} />
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollingFrame>
        </PaperFrame>
      ))}
    </>
  );
}
