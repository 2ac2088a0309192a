/** What the README of a handover pack says. */
export const readme = (id: string, approvedAt: Date): string => `Leadership Next: handover pack ${id}
Approved at ${approvedAt.toISOString()}

These are all records of the programme, with names and texts that anyone can read. They concern survivors: a name
that gets about can cost a life. Keep the archives encrypted, give them to nobody who need not have them, and delete
what you have unpacked.

  records/            every record, by kind: a line of JSON each
  csv/                the same as tables; amounts in paise (100 paise are a rupee), instants in UTC, days in India
  dictionary.csv      what each table and column means
  journal/            what was recorded when and by whom, by month
  published/          the published months, byte for byte, with their signed manifests
  seals/              the daily digests of the journal and the access log
  contents-0001.json  every file of the archive with its size and SHA-256

A large programme is in several archives, numbered by their contents-0001.json, contents-0002.json and so on; the
last one says "isLast": true. Unpack them all into one folder. A large table is in several files, each with its header.

A list within a record is a table of its own: members.children has a row for each child, and the column "of" has the
id of her mother.

The tables "grievances" hold complaints, perhaps about those who lead or help the women. They are for the data
protection auditor alone.

People who were erased are not in it; their ids are. How people sign in, the phones that are registered and requests
that waited for a second person do not travel.

"npm run import-pack" builds an empty programme from the encrypted archives.
`;
