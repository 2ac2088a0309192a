/** The folders of the buckets to which functions may have rights, by the patterns of their objects' keys. */
export const folders = {
  published: 'published/*',
  state: 'state/*',
  monthFiles: 'journal/*',
  count: 'count/*',
  digests: 'seals/*',
  packs: 'packs/*',
  voice: 'voice/*',
  voiceWaiting: 'waiting/*',
} as const;
