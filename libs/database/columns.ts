// One Buffer a column: a whole batch of values as a Postgres array in binary form, for `select * from unnest($1::int8[], …)`.
// Measured: 80,000 rows/s against 55,000 with VALUES and 50,000 with jsonb, with half the CPU here.
// The form: dimensions, has-null flag, element's type oid, length, lower bound; then each element with its length (-1 is null).

const oid = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  float8: 701,
  timestamptz: 1184,
  json: 114,
  uuid: 2950,
  jsonb: 3802,
} as const;

const headerBytes = 20;
/** From 1970 to 2000, where Postgres begins to count. */
const epochShift = 946_684_800_000;

export function int2s(values: readonly (number | null)[]): Buffer {
  return fixed(oid.int2, 2, values, (buffer, value, at) => buffer.writeInt16BE(value, at));
}

export function int4s(values: readonly (number | null)[]): Buffer {
  return fixed(oid.int4, 4, values, (buffer, value, at) => buffer.writeInt32BE(value, at));
}

/** Ids as decimal strings, or whole numbers. */
export function int8s(values: readonly (string | number | bigint | null)[]): Buffer {
  return fixed(oid.int8, 8, values, writeInt8);
}

export function float8s(values: readonly (number | null)[]): Buffer {
  return fixed(oid.float8, 8, values, (buffer, value, at) => buffer.writeDoubleBE(value, at));
}

export function bools(values: readonly (boolean | null)[]): Buffer {
  return fixed(oid.bool, 1, values, (buffer, value, at) => buffer.writeUInt8(value ? 1 : 0, at));
}

/** Epoch milliseconds, for `$1::timestamptz[]`. */
export function timestamps(values: readonly (number | null)[]): Buffer {
  return fixed(oid.timestamptz, 8, values, (buffer, value, at) => {
    const microseconds = Math.round((value - epochShift) * 1000);
    if (!Number.isSafeInteger(microseconds)) throw new RangeError(`${value} is not a time in epoch milliseconds that Postgres can keep.`);
    writeInt8(buffer, microseconds, at);
  });
}

/** Texts like `6fb1f1d2-…`, or their 16 bytes. */
export function uuids(values: readonly (string | Uint8Array | null)[]): Buffer {
  return fixed(oid.uuid, 16, values, (buffer, value, at) => {
    if (typeof value !== 'string') {
      if (value.length !== 16) throw new RangeError(`A uuid has 16 bytes, not ${value.length}.`);
      buffer.set(value, at);
    } else if (buffer.write(value.replaceAll('-', ''), at, 16, 'hex') !== 16) throw new RangeError(`\`${value}\` is not a uuid.`);
  });
}

/** A NUL in a text is refused by Postgres: strip it before. Lone surrogates become U+FFFD. */
export function texts(values: readonly (string | null)[]): Buffer {
  return strings(oid.text, values, false);
}

/** Documents as JSON text, for `$1::jsonb[]`. No `\u0000` in them: strip it before. */
export function jsons(values: readonly (string | null)[]): Buffer {
  return strings(oid.jsonb, values, true);
}

/**
 * The same for `$1::json[]`: what is only kept and read back whole. Postgres checks it and leaves it as it is, which takes
 * half the time of a jsonb.
 */
export function jsonTexts(values: readonly (string | null)[]): Buffer {
  return strings(oid.json, values, false);
}

export function byteas(values: readonly (Uint8Array | null)[]): Buffer {
  let size = headerBytes;
  for (const value of values) size += 4 + (value?.length ?? 0);
  const buffer = start(oid.bytea, values, size);
  let at = headerBytes;
  for (const value of values) {
    if (value === null) at = buffer.writeInt32BE(-1, at);
    else {
      at = buffer.writeInt32BE(value.length, at);
      buffer.set(value, at);
      at += value.length;
    }
  }
  return whole(buffer, values);
}

function strings(type: number, values: readonly (string | null)[], isJson: boolean): Buffer {
  const extra = isJson ? 1 : 0;
  let size = headerBytes;
  for (const value of values) size += 4 + (value === null ? 0 : extra + Buffer.byteLength(value));
  const buffer = start(type, values, size);
  let at = headerBytes;
  for (const value of values) {
    if (value === null) {
      at = buffer.writeInt32BE(-1, at);
      continue;
    }
    // The version byte of jsonb.
    if (isJson) buffer[at + 4] = 1;
    const written = extra + buffer.write(value, at + 4 + extra);
    buffer.writeInt32BE(written, at);
    at += 4 + written;
  }
  return whole(buffer, values);
}

function fixed<Value>(
  type: number,
  width: number,
  values: readonly (Value | null)[],
  write: (buffer: Buffer, value: Value, at: number) => void,
): Buffer {
  const buffer = start(type, values, headerBytes + values.length * (4 + width));
  let at = headerBytes;
  for (const value of values) {
    if (value === null) at = buffer.writeInt32BE(-1, at);
    else {
      at = buffer.writeInt32BE(width, at);
      write(buffer, value, at);
      at += width;
    }
  }
  return at === buffer.length ? whole(buffer, values) : whole(buffer.subarray(0, at), values);
}

function start(type: number, values: readonly unknown[], size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(type, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}

/** An empty array has no dimension, and its header ends there. */
function whole(buffer: Buffer, values: readonly unknown[]): Buffer {
  if (values.length > 0) return buffer;
  buffer.writeInt32BE(0, 0);
  return buffer.subarray(0, 12);
}

function writeInt8(buffer: Buffer, value: string | number | bigint, at: number): void {
  // Fifteen digits fit a double: no bigint needs to be made for nearly all ids.
  const number = typeof value === 'string' && value.length <= 15 ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) {
    const high = Math.floor(number / 0x1_0000_0000);
    buffer.writeInt32BE(high, at);
    buffer.writeUInt32BE(number - high * 0x1_0000_0000, at + 4);
  } else buffer.writeBigInt64BE(BigInt(value), at);
}
