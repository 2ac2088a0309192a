import { Badge } from '../../design/badge.tsx';
import { useHere } from '../context.ts';
import { t } from '../text.ts';
import { useToCollective } from './to-collective.ts';

/** The tiles' icons as SVG paths, since a cheap phone's font may lack symbols. */
const icons = {
  book: 'M6 4h10a2 2 0 0 1 2 2v14H8a2 2 0 0 1-2-2zM6 18a2 2 0 0 1 2-2h10M9.5 8.5h5M9.5 11.5h5',
  women:
    'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 20c0-4 2.5-7 5.5-7s5.5 3 5.5 7zM17 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM15.5 13.6c3.5-1 6 2 6 6.4h-5',
  folder: 'M3 7a2 2 0 0 1 2-2h4l2 2.5h8a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 10.5h18',
  past: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 7.5V12l3 2',
  find: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20.5 20.5',
  dates: 'M4 6h16v14H4zM4 10.5h16M8 3.5V7M16 3.5V7',
} as const;

/** The ways to everything else. The tile of the cases counts all that is overdue in them. */
export function Tiles({ overdueItemCount }: { readonly overdueItemCount: number }) {
  const { go } = useHere();
  // Opens a screen of the leader's group. A leader of several groups chooses one first.
  const toCollective = useToCollective();
  const tile = (icon: keyof typeof icons, label: string, onClick: () => void, overdueCount = 0) => (
    <button
      type="button"
      class="tile"
      onClick={onClick}
      {...(overdueCount === 0 ? {} : { 'aria-describedby': 'overdue' })}
    >
      <svg aria-hidden="true" class="icon" viewBox="0 0 24 24">
        <path d={icons[icon]} />
      </svg>
      <span>
        {label}
        {overdueCount > 0 && (
          <span class="part" aria-hidden="true">
            <Badge tone="late">{t('tile.overdue', { count: overdueCount })}</Badge>
          </span>
        )}
      </span>
    </button>
  );
  return (
    <>
      <div class="tiles">
        {tile('book', t('home.meeting'), () => toCollective('sheet'))}
        {tile('women', t('home.members'), () => toCollective('members'))}
        {tile('folder', t('home.cases'), () => go({ name: 'cases' }), overdueItemCount)}
        {tile('past', t('home.past'), () => toCollective('past'))}
        {tile('find', t('home.find'), () => go({ name: 'find' }))}
        {tile('dates', t('home.events'), () => go({ name: 'due' }))}
      </div>
      {overdueItemCount > 0 && (
        <p class="hidden-text" id="overdue">
          {t('today.overdue', { count: overdueItemCount })}
        </p>
      )}
    </>
  );
}
