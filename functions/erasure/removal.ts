import type { Item, Write } from '../table/client.ts';
import { codeKey, erasedMemberKey, fullNameKey, memberKey, nameTokenKey } from '../table/keys.ts';
import type { Erasable } from './schema.ts';

const indexed = new Set(['gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk']);

/**
 * What takes a member out of everybody's reach as she was seen: her item moves to where nothing looks for it and
 * leaves both lists, and the tokens of her name go. Eighteen writes at most; `optimistic` fails where somebody has changed her
 * meanwhile.
 */
export const removeMember = (
  item: Item,
  { id, version, searchTokens, fullNameTokens }: Erasable,
): { readonly optimistic: Write[]; readonly writes: Write[] } => ({
  optimistic: [{ remove: memberKey(id), condition: 'version = :seen', values: { ':seen': version } }],
  writes: [
    {
      put: {
        ...Object.fromEntries(Object.entries(item).filter(([name]) => !indexed.has(name))),
        searchTokens: [],
        fullNameTokens: [],
        ...erasedMemberKey(id),
      },
    },
    ...searchTokens.map((token): Write => ({ remove: nameTokenKey(token, id) })),
    ...fullNameTokens.map((token): Write => ({ remove: fullNameKey(token, id) })),
  ],
});

/** The writes that leave nothing of a member but her id; her code is never given again, and leads nowhere. */
export const scrubMember = (memberId: string, code: string | undefined): Write[] => [
  { put: { ...erasedMemberKey(memberId), id: memberId } },
  ...(code === undefined ? [] : [{ put: { ...codeKey(code), record: { pk: 'ERASED', sk: 'ERASED' } } }]),
];
