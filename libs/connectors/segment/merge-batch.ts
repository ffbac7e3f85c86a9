// An event of a batch with what the batch says once for all: context, integrations, when it was sent.

import { isObject, type JsonObject } from '../read-json.js';

/** What the event says itself counts. */
export function mergeBatch(batch: JsonObject, message: JsonObject): JsonObject {
  const merged: JsonObject = { ...message };
  delete merged['writeKey'];
  for (const part of ['context', 'integrations']) {
    const common = batch[part];
    if (!isObject(common)) continue;
    const own = message[part];
    merged[part] = isObject(own) ? { ...common, ...own } : common;
  }
  if (merged['sentAt'] === undefined && batch['sentAt'] !== undefined) merged['sentAt'] = batch['sentAt'];
  return merged;
}
