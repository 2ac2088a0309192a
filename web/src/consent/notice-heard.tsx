import { findNoticeVersion, keyOfHeard, type NoticePurpose } from './notice.ts';
import { t } from './text.ts';

/**
 * The text of the notice that a woman heard before she consented or refused, in the version that her consent names, for
 * the staff's desk and a leader's phone.
 */
export function NoticeHeard({
  version,
  purpose,
}: {
  readonly version: string;
  readonly purpose: NoticePurpose;
}) {
  const heardVersion = findNoticeVersion(version);
  if (heardVersion === undefined) return <p>{t('notice.unknown', { version })}</p>;
  return (
    <blockquote class="spoken">
      <p>{t(keyOfHeard(heardVersion, purpose))}</p>
      {/* The first version had no text about her rights; since then it is the same. */}
      {heardVersion !== '2025-04' && <p>{t('notice.2026-12.rights')}</p>}
    </blockquote>
  );
}
