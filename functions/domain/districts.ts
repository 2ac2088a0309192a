/** A district and the days on which it is in force. Without `to` it still is. */
type Dated<Name extends string> = {
  readonly name: Name;
  readonly from: string;
  readonly to?: string;
  /** The district that it was split from. */
  readonly successorOf?: NoInfer<Name>;
};

const dated = <const Name extends string>(list: readonly Dated<Name>[]): readonly Dated<Name>[] => list;

/**
 * The districts of Andhra Pradesh, abolished ones too, in alphabetical order (case-insensitive). A record takes
 * a district that is in force on the day it is recorded, and keeps it.
 */
export const districts = dated([
  { name: 'Alluri Sitharama Raju', from: '2022-04-04' },
  { name: 'Anakapalli', from: '2022-04-04' },
  { name: 'Ananthapuramu', from: '2022-04-04' },
  { name: 'Annamayya', from: '2022-04-04' },
  { name: 'Bapatla', from: '2022-04-04' },
  { name: 'Chittoor', from: '2022-04-04' },
  { name: 'Dr. B. R. Ambedkar Konaseema', from: '2022-04-04' },
  { name: 'East Godavari', from: '2022-04-04' },
  { name: 'Eluru', from: '2022-04-04' },
  { name: 'Guntur', from: '2022-04-04' },
  { name: 'Kakinada', from: '2022-04-04' },
  { name: 'Krishna', from: '2022-04-04' },
  { name: 'Kurnool', from: '2022-04-04' },
  { name: 'Markapuram', from: '2025-12-31', successorOf: 'Prakasam' },
  { name: 'Nandyal', from: '2022-04-04' },
  { name: 'NTR', from: '2022-04-04' },
  { name: 'Palnadu', from: '2022-04-04' },
  { name: 'Parvathipuram Manyam', from: '2022-04-04' },
  { name: 'Polavaram', from: '2025-12-31', successorOf: 'Alluri Sitharama Raju' },
  { name: 'Prakasam', from: '2022-04-04' },
  { name: 'Sri Potti Sriramulu Nellore', from: '2022-04-04' },
  { name: 'Sri Sathya Sai', from: '2022-04-04' },
  { name: 'Srikakulam', from: '2022-04-04' },
  { name: 'Tirupati', from: '2022-04-04' },
  { name: 'Visakhapatnam', from: '2022-04-04' },
  { name: 'Vizianagaram', from: '2022-04-04' },
  { name: 'West Godavari', from: '2022-04-04' },
  { name: 'YSR Kadapa', from: '2022-04-04' },
]);

export type District = (typeof districts)[number]['name'];

/** Every name that a record may hold, in alphabetical order. */
export const districtNames: readonly District[] = districts.map(({ name }) => name);

/** The districts in force on a day, in alphabetical order. */
export const districtsOn = (day: string): District[] =>
  districts.filter(({ from, to }) => from <= day && (to === undefined || day <= to)).map(({ name }) => name);
