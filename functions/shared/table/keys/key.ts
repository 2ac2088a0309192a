/**
 * The single table. The files of this folder have every kind of item, its key, and the access patterns behind it.
 *
 * The table has a partition key `pk` and a sort key `sk`, and two indexes, `gsi1` (`gsi1pk`, `gsi1sk`) and
 * `gsi2` (`gsi2pk`, `gsi2sk`), that project whole items. Money is read from the table itself, consistently. The
 * indexes serve lists, where a short delay does no harm. Ids are UUIDs of version 7, which begin with the time: what is sorted by id is in the order in
 * which the ids were made.
 *
 * **A collective's partition** holds the collective, its money, its members' accounts, its sheets and vouchers. One query
 * reads the ledger, one reads all sheets. A sheet updates the group's one money item, which serialises the sheets of a
 * collective, and one account per listed member.
 *
 * **A member's partition** holds the member with her consents and children in one item: they are few and always
 * read together. Her account is in the collective's partition, where the money is.
 *
 * **A case's partition** holds the case and its timeline, in the order of the events' dates. The case's own item
 * holds its state (status, open follow-ups), so that no list reads a timeline.
 *
 * **Claims** make repetition harmless. Every id that a client makes is claimed once, for ever, by its own item in the
 * transaction that uses it. The claim holds the record's key and a keyed hash of the content. If the content
 * concerns only one person, `gsi2` finds the claim by her id, and the claim loses the hash when she is erased.
 *
 * **The journal** has one partition per UTC day of recording, sorted by time and id, so a compile reads only its
 * month's days. Ten million members would write about a hundred lines a second at peak. A partition takes a thousand
 * writes a second. `gsi1` finds a line by its subject, `gsi2` by its actor.
 */

/** The key of a table item. */
export type Key = { readonly pk: string; readonly sk: string };

/** The attributes of the first index. */
export type Gsi1 = { readonly gsi1pk: string; readonly gsi1sk: string };

/** The attributes of the second index. */
export type Gsi2 = { readonly gsi2pk: string; readonly gsi2sk: string };
