import type { ComponentChildren } from 'preact';
import { type MessageKey, t } from './text.ts';

type TableProps = {
  readonly caption: string;
  readonly columns: readonly MessageKey[];
  /** The first cell of each row names it. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
};

export function Table({ caption, columns, rows }: TableProps) {
  if (rows.length === 0) return <p class="soft">{t('nothing')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <section class="scrolls" aria-label={caption} tabIndex={0}>
      <table class="figures">
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
