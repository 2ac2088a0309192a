/**
 * The versions of the notice that is read to a woman before she decides, the latest last. Each is named by the month from
 * which it is read. Their texts are in messages.json under `notice.<version>.…`; a text that was once read is never
 * changed, since consents name its version.
 */
export const noticeVersions = ['2025-04', '2026-11', '2026-12'] as const;
export type NoticeVersion = (typeof noticeVersions)[number];

/** The version of the notice of consent that is read to women now. */
export const noticeVersion = '2026-12' satisfies NoticeVersion;

/** The purposes that a woman decides on after the notice was read to her. */
export const noticePurposes = ['services', 'reporting', 'sharing'] as const;
export type NoticePurpose = (typeof noticePurposes)[number];

/** The version of the notice of consent with that name; undefined if this client does not have its text. */
export const findNoticeVersion = (name: string): NoticeVersion | undefined =>
  noticeVersions.find((version) => version === name);

/** The key of the text that a woman heard of one purpose. In `2026-12` only the text about the services was new: the others stand once. */
export function keyOfHeard(version: NoticeVersion, purpose: NoticePurpose) {
  if (version === '2025-04') return `notice.${version}.${purpose}` as const;
  return purpose === 'services'
    ? (`notice.${version}.${purpose}` as const)
    : (`notice.2026-12.${purpose}` as const);
}
