/** DynamoDB's limit of an item, in bytes. */
export const maxItemBytes = 400 * 1024;

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') {
    return bytesOf(value);
  }
  if (typeof value === 'number') {
    // A byte for two digits, and one or two more.
    return Math.ceil(String(Math.abs(value)).length / 2) + 2;
  }
  if (value instanceof Uint8Array) {
    return value.length;
  }
  if (Array.isArray(value)) {
    return value.reduce((total: number, element) => total + 1 + valueBytes(element), 3);
  }
  return typeof value === 'object' && value !== null ? 3 + fieldBytes(value) : 1;
};

/** Bytes of the fields of an item or map. An undefined value is not stored. */
const fieldBytes = (fields: object): number =>
  Object.entries(fields).reduce(
    (total, [name, value]) => (value === undefined ? total : total + 1 + bytesOf(name) + valueBytes(value)),
    0,
  );

/** The size of an item as DynamoDB measures it, in bytes, rounded up. */
export const itemBytes = (item: object): number => fieldBytes(item);
