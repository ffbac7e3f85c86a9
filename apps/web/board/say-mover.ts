// What moved a deal last, in a few words.

import { sayName } from '../words.js';
import type { Card } from './use-board.js';

export function sayMover({ by, name, event }: NonNullable<Card['moved']>): string {
  return event ?? (by === 'rep' || by === 'api' ? `Moved by ${name}` : sayName(name));
}
