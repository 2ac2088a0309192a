import type { ComponentChildren } from 'preact';
import type { Api } from '../../api/client.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { type MessageKey, t } from '../text.ts';
import { AccountsPage } from './accounts/accounts-page.tsx';
import { Bank } from './accounts/bank-page.tsx';
import { Borrowings } from './borrowings/borrowings-page.tsx';
import { Closing } from './closing/closing-page.tsx';
import { YearEnd } from './closing/year-end-page.tsx';
import { CorrectSheet, CorrectVoucher } from './drafts/correction-pages.tsx';
import { MovesPage } from './moves/moves-page.tsx';
import { OpeningPage } from './opening/opening-page.tsx';
import { BlankSheetPage } from './sheets/blank-sheet-page.tsx';
import { NewSheet } from './sheets/new-sheet-page.tsx';
import { NewVoucher } from './vouchers/new-voucher-page.tsx';
import { VoucherPage } from './vouchers/voucher-page.tsx';
import { Vouchers } from './vouchers/vouchers-page.tsx';
import './books.css';

type BookAddress = { readonly api: Api; readonly groupId: string; readonly rest: Address };

type BookPage = {
  readonly title: MessageKey;
  readonly draw: (place: BookAddress) => ComponentChildren;
};

/** The pages of a group's books, by the part of the address after the group. */
const pages: Readonly<Record<string, BookPage>> = {
  'new-sheet': { title: 'sheet.enter', draw: ({ api, groupId }) => <NewSheet api={api} groupId={groupId} /> },
  'blank-sheet': {
    title: 'blank',
    draw: ({ api, groupId }) => <BlankSheetPage api={api} groupId={groupId} />,
  },
  vouchers: {
    title: 'vouchers',
    draw: ({ api, groupId, rest: [id, act] }) => {
      if (id === undefined) return <Vouchers api={api} groupId={groupId} />;
      if (id === 'new') return <NewVoucher api={api} groupId={groupId} />;
      if (act === 'correct') return <CorrectVoucher api={api} groupId={groupId} id={id} />;
      return <VoucherPage api={api} groupId={groupId} id={id} />;
    },
  },
  bank: { title: 'bank', draw: ({ api, groupId }) => <Bank api={api} groupId={groupId} /> },
  accounts: {
    title: 'accounts',
    draw: ({ api, groupId, rest: [from, to] }) => (
      <AccountsPage api={api} groupId={groupId} from={from} to={to} />
    ),
  },
  borrowings: { title: 'borrowings', draw: ({ api, groupId }) => <Borrowings api={api} groupId={groupId} /> },
  moves: { title: 'moves', draw: ({ api, groupId }) => <MovesPage api={api} groupId={groupId} /> },
  'year-end': { title: 'yearEnd', draw: ({ api, groupId }) => <YearEnd api={api} groupId={groupId} /> },
  opening: { title: 'opening', draw: ({ api, groupId }) => <OpeningPage api={api} groupId={groupId} /> },
  closing: { title: 'closing', draw: ({ api, groupId }) => <Closing api={api} groupId={groupId} /> },
};

/**
 * Draws the page of a group's books that the desk's address names after the group, such as `vouchers/new`; undefined where
 * there is none.
 */
export function drawBookPage(
  api: Api,
  groupId: string,
  [name = '', ...rest]: Address,
): ComponentChildren | undefined {
  // `<id of a sheet>/correct`: a sheet has no part of its own in the address.
  if (rest[0] === 'correct' && pages[name] === undefined) {
    return <CorrectSheet api={api} groupId={groupId} id={name} />;
  }
  return pages[name]?.draw({ api, groupId, rest });
}

/** The links to all pages of a group's books, for the desk's page of the group. */
export const BookLinks = ({ groupId }: { readonly groupId: string }) => (
  <nav aria-label={t('books')}>
    <ul class="book-links">
      {Object.entries(pages).map(([name, { title }]) => (
        <li key={name}>
          <a href={hrefOf('groups', groupId, name)}>{t(title)}</a>
        </li>
      ))}
    </ul>
  </nav>
);
