import { knownVersion, type NoticePurpose } from './notice.ts';
import { t } from './text.ts';

/**
 * The notice of consent that a woman heard when she decided, in the version that her consent names, for desk and
 * phone.
 */
export function NoticeHeard({
  version,
  purpose,
}: {
  readonly version: string;
  readonly purpose: NoticePurpose;
}) {
  const readable = knownVersion(version);
  if (readable === undefined) return <p>{t('notice.unknown', { version })}</p>;
  return (
    <blockquote class="spoken">
      <p>{t(`notice.${readable}.${purpose}`)}</p>
      {readable !== '2025-04' && <p>{t(`notice.${readable}.rights`)}</p>}
    </blockquote>
  );
}
