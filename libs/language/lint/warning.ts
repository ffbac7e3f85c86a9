// A warning: what compiles and is most likely not meant.

import type { Place, Problem } from '../place.js';

export function warning(code: string, message: string, hint: string, place: Place): Problem {
  return { code, severity: 'warning', message, place, hint };
}
