import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { translatorIn, type WorkLanguage } from '../../../i18n/language.ts';
import { loadPaperFonts, printPaper } from '../../../papers/paper-fonts.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { type MessageKey, staffCatalogue, t } from '../../text.ts';
import type { Translate } from '../accounts/account-row-text.ts';
import { InEachLanguage } from '../accounts/in-each-language.tsx';
import { type MemberWithCode, sortedAsOnPaper, useGroupMembers } from '../group-members.ts';
import { ShowNames } from '../show-names.tsx';
import { gridKinds } from './grid-keys.ts';

const paperLanguages: readonly WorkLanguage[] = ['te', 'en'];

type Names = ReadonlyMap<string, string>;

/** The desk's page that prints a blank meeting sheet for a group: its women in order, with the columns in which it is typed in. */
export function BlankSheetPage({ api, groupId }: { readonly api: Api; readonly groupId: string }) {
  const [names, setNames] = useState<Names>(new Map());
  const members = useGroupMembers(api, groupId);
  const group = useRead(['group', groupId], () =>
    api.request('GET /api/collectives/{id}', { path: { id: groupId } }),
  );
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('blank')}>
      <p>{t('blank.explain')}</p>
      <Reading of={members}>
        {(all) => {
          const present = all.filter(({ exitedOn }) => exitedOn === undefined);
          return (
            <>
              <ShowNames api={api} memberIds={present.map(({ id }) => id)} onNames={setNames} />
              <p>
                <button type="button" class="primary small" onClick={() => void printPaper()}>
                  {t('blank.print')}
                </button>
              </p>
              {group.data !== undefined && (
                <BlankSheet groupName={group.data.name} members={present} names={names} />
              )}
            </>
          );
        }}
      </Reading>
    </OpenedRecord>
  );
}

type BlankSheetProps = {
  readonly groupName: string;
  readonly members: readonly MemberWithCode[];
  readonly names: Names;
};

const columns = [
  'sheet.attendance',
  ...gridKinds.map((kind) => `grid.${kind}` as const),
  'blank.sign',
] as const satisfies readonly MessageKey[];
const feet = ['blank.cash', 'blank.bank', 'blank.note'] as const satisfies readonly MessageKey[];

/** The sheet itself, in Telugu and English; hidden on the screen, and all there is in print. It names neither programme nor organisation. */
function BlankSheet({ groupName, members, names }: BlankSheetProps) {
  useEffect(() => void loadPaperFonts(), []);
  const translations = useRead(['words of paper'], () =>
    Promise.all(
      paperLanguages.map(async (lang) => ({
        lang,
        say: await translatorIn<MessageKey>(staffCatalogue, lang),
      })),
    ),
  );
  if (translations.data === undefined) return null;
  const languages = translations.data;
  const both = (key: MessageKey) => (
    <InEachLanguage languages={languages} text={(say: Translate) => say(key)} />
  );
  return (
    <div class="accounts-paper blank-sheet">
      <article>
        <h2>{groupName}</h2>
        <p>{both('blank.day')}: ______________________</p>
        <table>
          <thead>
            <tr>
              <th>{both('member')}</th>
              {columns.map((key) => (
                <th key={key}>{both(key)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sortedAsOnPaper(members, names).map(({ id, code }, index) => (
              <tr key={id}>
                <th>
                  {index + 1}. {names.get(id) ?? code}
                </th>
                {columns.map((key) => (
                  <td key={key} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {feet.map((key) => (
          <p key={key}>{both(key)}: ____________________________________</p>
        ))}
      </article>
    </div>
  );
}
