// E1xx: conditions and values in CEL.

import type { Explanations } from './explanation.js';

export const expressionCodes: Explanations = {};
