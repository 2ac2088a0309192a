/** The invented ids and hashes of the examples. */
export const ids = {
  collective: '0199a3f0-5c00-7000-8000-000000000001',
  member: '0199a3f0-5c00-7000-8000-000000000002',
  other: '0199a3f0-5c00-7000-8000-000000000003',
  caseworker: '0199a3f0-5c00-7000-8000-000000000004',
  loan: '0199a3f0-5c00-7000-8000-000000000005',
  device: '0199a3f0-5c00-7000-8000-000000000006',
  new: '0199a3f0-5c00-7000-8000-0000000000ff',
};
/** The hashes of a text and a recording. */
export const hashes = { text: 'a'.repeat(64), recording: 'b'.repeat(64) };
