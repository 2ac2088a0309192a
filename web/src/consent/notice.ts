/** The version of the notice in messages.json under `notice.…`, one text per purpose; new texts need a new version. */
export const noticeVersion = '2026-12';
