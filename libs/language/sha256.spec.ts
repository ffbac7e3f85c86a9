import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sha256 } from './sha256.js';

describe('sha256', () => {
  it.each(['', 'abc', 'grüße 🙂', ...[55, 56, 57, 63, 64, 65, 119, 120, 1_000].map((length) => 'x'.repeat(length))])(
    'is that of the platform (%#)',
    (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    },
  );
});
